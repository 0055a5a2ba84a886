import { expect, test } from 'vitest';
import type { PostCode } from '../domain/posts.ts';
import { createBoard, type Desk } from '../scripts/demo/board.ts';
import { storiesOf, usualRenewal } from '../scripts/demo/rows.ts';

const at = (post: PostCode, desk: Desk, login = 'anybody') => ({ login, post, desks: [desk] });

test('an answer that comes late moves nobody back', async () => {
  const told: string[] = [];
  const board = createBoard((_, status) => told.push(status));
  const { signal } = new AbortController();
  board.enter({ orderNumber: 'A', post: 'LAX', story: usualRenewal() });
  await board.take(at('LAX', 'review'), signal);

  // The receipt's answer was lost; meanwhile New York claimed the task and made the document.
  board.arrive('A', { status: 'awaiting_materials', version: 7 });
  board.arrive('A', { status: 'in_production', version: 9 });
  board.arrive('A', { status: 'produced', version: 10 });
  board.arrive('A', { status: 'materials_received', version: 8 });

  expect(board.isWaiting({ orderNumber: 'A', post: 'LAX', desk: 'dispatch' })).toBe(true);
  expect(await board.take(at('LAX', 'dispatch'), signal)).toMatchObject({ orderNumber: 'A' });
  expect(told).toContain('materials_received');
  const none = board.take(at('NYC', 'production'), AbortSignal.abort());
  expect(await none).toBeUndefined();
});

test('papers of a lost passport go to whoever hears the issuing authority, and to New York after that', async () => {
  const [story = usualRenewal()] = storiesOf({
    all: false,
    service: 'passport.replace',
    situation: 'lost',
    minor: false,
  });
  const board = createBoard(() => undefined);
  const over = AbortSignal.abort();
  board.enter({ orderNumber: 'A', post: 'LAX', story });
  board.get('A').issuer = 'asked';
  board.arrive('A', { status: 'materials_received', version: 4 });

  expect(await board.take(at('NYC', 'production'), over)).toBeUndefined();
  const letter = await board.take(at('LAX', 'issuer'), over);
  expect(letter && board.isWaiting(letter)).toBe(true);

  board.clearIssuer('A');
  expect(letter && board.isWaiting(letter)).toBe(false);
  expect(await board.take(at('NYC', 'production'), over)).toMatchObject({ orderNumber: 'A' });
});

test('Z6 the document of who approved a case is somebody else’s ticket', async () => {
  const [story = usualRenewal()] = storiesOf({ all: false, service: 'travel-document.issue', minor: false });
  const board = createBoard(() => undefined);
  const over = AbortSignal.abort();
  board.enter({ orderNumber: 'A', post: 'LAX', story });
  board.get('A').approvedBy = 'officer.lax';
  board.arrive('A', { status: 'materials_received', version: 3 });

  expect(await board.take(at('LAX', 'production', 'officer.lax'), over)).toBeUndefined();
  expect(await board.take(at('LAX', 'production', 'officer2.lax'), over)).toMatchObject({ orderNumber: 'A' });
});

import { expect, test } from 'vitest';
import { createBoard } from '../scripts/demo/board.ts';
import { storiesOf, usualRenewal } from '../scripts/demo/rows.ts';

test('an answer that comes late moves nobody back', async () => {
  const told: string[] = [];
  const board = createBoard((_, status) => told.push(status));
  const { signal } = new AbortController();
  board.enter({ orderNumber: 'A', post: 'LAX', story: usualRenewal() });
  await board.take('LAX', ['review'], signal);

  // The receipt's answer was lost; meanwhile New York claimed the task and made the document.
  board.arrive('A', { status: 'awaiting_materials', version: 7 });
  board.arrive('A', { status: 'in_production', version: 9 });
  board.arrive('A', { status: 'produced', version: 10 });
  board.arrive('A', { status: 'materials_received', version: 8 });

  expect(board.isWaiting({ orderNumber: 'A', post: 'LAX', desk: 'dispatch' })).toBe(true);
  expect(await board.take('LAX', ['dispatch'], signal)).toMatchObject({ orderNumber: 'A' });
  expect(told).toContain('materials_received');
  const none = board.take('NYC', ['production'], AbortSignal.abort());
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

  expect(await board.take('NYC', ['production'], over)).toBeUndefined();
  const letter = await board.take('LAX', ['issuer'], over);
  expect(letter && board.isWaiting(letter)).toBe(true);

  board.clearIssuer('A');
  expect(letter && board.isWaiting(letter)).toBe(false);
  expect(await board.take('NYC', ['production'], over)).toMatchObject({ orderNumber: 'A' });
});

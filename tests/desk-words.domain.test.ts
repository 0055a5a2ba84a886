import { expect, test } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_OBJECTS } from '../domain/audit.ts';
import { COMMAND_KINDS } from '../domain/commands.ts';
import { TASK_KINDS } from '../domain/effects.ts';
import { SHOW_REASONS } from '../domain/masks.ts';
import { ACCOUNT } from '../web/desk/words/account.ts';
import { ACTION_HEADINGS, AUDIT } from '../web/desk/words/audit.ts';
import { CASE } from '../web/desk/words/case.ts';
import { CHECKS } from '../web/desk/words/checks.ts';
import { COMMON } from '../web/desk/words/common.ts';
import { DECISIONS } from '../web/desk/words/decisions.ts';
import { LANES } from '../web/desk/words/lanes.ts';
import { PEOPLE } from '../web/desk/words/people.ts';
import { QUEUES } from '../web/desk/words/queues.ts';

const AREAS = { ACCOUNT, AUDIT, CASE, CHECKS, COMMON, DECISIONS, LANES, PEOPLE, QUEUES };
const all = Object.values(AREAS).flatMap((area) => Object.entries(area));

test('R-45 every word of the desk stands in three languages, with the same places to fill', () => {
  for (const [key, { hans, hant, en }] of all) {
    for (const text of [hans, hant, en]) expect(text.trim(), key).not.toBe('');
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
    expect(places(hant), key).toEqual(places(hans));
    expect(places(en), key).toEqual(places(hans));
  }
});

test('R-45 no key stands in two areas, where the later one would hide the earlier', () => {
  const keys = all.map(([key]) => key);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('R-45 English is free of Chinese, but for the notice’s own words; simplified is not traditional', () => {
  for (const [key, { hans, en }] of all) {
    expect(en.replaceAll('待制證', ''), key).not.toMatch(/\p{Script=Han}/u);
    expect(hans, key).not.toMatch(/[領張審駁補單號還報齊選權間應與]/u);
  }
});

test('R-45 each queue and each step of a case has words', () => {
  for (const kind of TASK_KINDS) expect(Object.keys(QUEUES)).toContain(`lane.${kind}`);
  for (const kind of COMMAND_KINDS) expect(Object.keys(DECISIONS)).toContain(`step.${kind}`);
});

test('R-50 each object of the audit trail and each reason to see plain values has words; each action stands under one heading', () => {
  for (const kind of AUDIT_OBJECTS) expect(Object.keys(AUDIT)).toContain(`object.${kind}`);
  for (const reason of SHOW_REASONS) expect(Object.keys(AUDIT)).toContain(`reason.${reason}`);
  const things: string[] = Object.values(ACTION_HEADINGS).flat();
  for (const action of AUDIT_ACTIONS)
    expect(things.filter((thing) => thing === action.split('.')[0])).toHaveLength(1);
});

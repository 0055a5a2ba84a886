import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { passwordFault } from '../adapters/passwords.ts';
import { LIMITS } from '../api/limits.ts';
import { ASVS } from './support/asvs.ts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), 'utf8');
const DOCUMENT = read('docs/security.md');
const NOT_MET = '**not met**';

type Row = { id: string; level: number; how: string; proof: string };

/** The rows of all tables whose first cell is a requirement's id. */
const ROWS: Row[] = [...DOCUMENT.matchAll(/^\| (\d+\.\d+\.\d+) \|(.*)\|$/gm)].map(
  ([, id = '', rest = '']) => {
    const [level = '', how = '', proof = ''] = rest.split(' | ').map((cell) => cell.trim());
    return { id, level: Number(level), how, proof };
  },
);

const codes = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const links = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to);

/** Titles of the tests and groups of a file, as they are written. */
const titlesOf = (file: string): string[] =>
  [
    ...read(file).matchAll(
      /(?:\b(?:test|it|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1\s*,/g,
    ),
  ].map(([, , title = '']) => title.replace(/\\(.)/g, '$1'));

/** A title begins with ids, in any order: what is cited may begin at any of them, or after them. */
function isCited(title: string, cited: string): boolean {
  for (let rest = title; ; ) {
    if (rest.startsWith(cited)) return true;
    const [, after] = /^(?:[A-Z]{1,2}-?\d+(?:\.\d+)*) (.*)$/s.exec(rest) ?? [];
    if (after === undefined) return false;
    rest = after;
  }
}

function missingTest(citation: string): string | undefined {
  const [file = '', ...words] = citation.split(' ');
  const path = `tests/${file}.test.ts`;
  if (!existsSync(at(path))) return `${citation}: there is no ${path}`;
  return titlesOf(path).some((title) => isCited(title, words.join(' '))) ? undefined : citation;
}

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
function missingPlace(link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const text = file === '' ? DOCUMENT : existsSync(at(`docs/${file}`)) ? read(`docs/${file}`) : undefined;
  if (text === undefined) return link;
  if (anchor === undefined) return undefined;
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  return headings.includes(anchor) ? undefined : link;
}

describe('docs/security.md', () => {
  test('G12 each requirement of ASVS levels 1 and 2 is answered once, with its level', () => {
    const needed = [...ASVS].filter(([, level]) => level < 3).map(([id]) => id);
    expect(needed.length).toBe(253);
    const answered = ROWS.map(({ id }) => id);
    expect(answered.filter((id, index) => answered.indexOf(id) !== index)).toEqual([]);
    expect(needed.filter((id) => !answered.includes(id))).toEqual([]);
    for (const { id, level } of ROWS) expect({ id, level }).toEqual({ id, level: ASVS.get(id) });
  });

  test('G12 at least forty requirements of level 3 are kept, too', () => {
    const kept = ROWS.filter(({ level, proof }) => level === 3 && proof !== 'n/a' && proof !== NOT_MET);
    expect(kept.length).toBeGreaterThanOrEqual(40);
  });

  test('G12 each row says how, and has a test, a document, or why not', () => {
    for (const { id, how, proof } of ROWS) {
      expect({ id, says: how.length > 2 }).toEqual({ id, says: true });
      const isProved = codes(proof).length + links(proof).length > 0;
      expect({ id, proof, answered: isProved !== ['n/a', NOT_MET].includes(proof) }).toMatchObject({
        answered: true,
      });
      // Level 1 and 2 are either met or explained in more than three words.
      if (proof === NOT_MET) expect(how.split(' ').length).toBeGreaterThan(8);
    }
  });

  test('G12 every test that is named exists', () => {
    expect(ROWS.flatMap(({ proof }) => codes(proof).flatMap((each) => missingTest(each) ?? []))).toEqual([]);
  });

  test('G12 every document and section that is named exists', () => {
    expect(
      links(DOCUMENT).flatMap((link) => (link.startsWith('https:') ? [] : (missingPlace(link) ?? []))),
    ).toEqual([]);
  });

  test('the count above the tables is the count of the rows', () => {
    const countOf = (holds: (row: Row) => boolean): number =>
      ROWS.filter((row) => row.level < 3 && holds(row)).length;
    const tested = countOf(({ proof }) => codes(proof).length > 0);
    const notApplicable = countOf(({ proof }) => proof === 'n/a');
    const notMet = countOf(({ proof }) => proof === NOT_MET);
    const documented = 253 - tested - notApplicable - notMet;
    const kept = ROWS.filter(
      ({ level, proof }) => level === 3 && proof !== 'n/a' && proof !== NOT_MET,
    ).length;
    // Of the document this line alone: a page of text is no message.
    expect(/^Of 253 .*$/m.exec(DOCUMENT)?.[0]).toBe(
      `Of 253 requirements ${tested} are met by test, ${documented} by document alone, ${notApplicable} do not apply and ${notMet} are not met; ` +
        `of level 3 ${kept} are met.`,
    );
  });
});

const WINDOWS: Record<string, number> = {
  minute: 60_000,
  minutes: 60_000,
  hour: 3_600_000,
  hours: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

test('V2.1.3 V6.1.1 the table of tries is what the code counts', () => {
  const written = [...DOCUMENT.matchAll(/^\| `([\w-]+)` \| (\d+) \| (\d+) (\w+) \|/gm)].map(
    ([, name = '', max, count, unit = '']) => [
      name,
      { max: Number(max), windowMs: Number(count) * (WINDOWS[unit] ?? 0) },
    ],
  );

  expect(Object.fromEntries(written)).toEqual(LIMITS);
});

test('V6.1.2 V6.2.11 each word of the list is taken out of a password before it is counted', () => {
  const [, list = ''] = /these words: ([^.]+)\./.exec(DOCUMENT) ?? [];
  const words = codes(list);
  expect(words.length).toBeGreaterThanOrEqual(10);
  for (const word of words) {
    const password = `${word}7391${word.repeat(6)}`;
    expect({ word, fault: passwordFault(password) }).toEqual({ word, fault: 'password-too-obvious' });
  }
});

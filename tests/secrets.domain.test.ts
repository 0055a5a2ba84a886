import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOT_OURS = new Set(['node_modules', '.git', '.data', 'dist', 'coverage']);
const TEXT =
  /\.(ts|tsx|mjs|cjs|js|json|md|sql|html|css|svg|sh|ya?ml|txt|pem|key|env|webmanifest)$|(^|\/)(run|\.[\w.]+|LICENSE)$/;

function* textFiles(folder = ''): Generator<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* textFiles(path);
    else if (entry.isFile() && TEXT.test(path)) yield path;
  }
}

/** What secrets look like wherever they come from. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a cloud key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/,
  'a token of a code host': /\bgh[pousr]_\w{30,}|\bglpat-[\w-]{20,}|\bnpm_\w{36}\b/,
  'a token of a chat or payment service': /\bxox[abprs]-[\w-]{10,}|\b[sr]k_live_\w{20,}/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'a password in an address':
    /\b[a-z][a-z+]*:\/\/[^\s:/@'"`$<{]+:(?!opensesame@|postgres@)[^\s@'"`$<{}]{6,}@(?!127\.0\.0\.1|localhost)[\w.-]+/,
};

/** Bits a character: words have 3 to 4, random base64 close to 5 at this length. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, n) => sum + (n / text.length) * Math.log2(n / text.length), 0);
}
const RANDOM_LOOKING = /(?<![\w+/=-])[\w+/-]{32,}={0,2}(?![\w+/=-])/g;
const isRandomLooking = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && entropyOf(text) > 4.3;

/** Random by design, and nobody's secret: why, by file and beginning. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  'adapters/passwords.ts': ['zEXcNzDhpkEaWYu01eptd6EY'], // the hash of a password that nobody has
};

function secretsIn(path: string, text: string): string[] {
  const shaped = Object.entries(SHAPES).flatMap(([what, shape]) =>
    shape.test(text) ? [`${path}: ${what}`] : [],
  );
  // Checksums of packages and sealed histories are random, and made to be read.
  if (path === 'package-lock.json' || path.startsWith('tests/histories/')) return shaped;
  const random = (text.match(RANDOM_LOOKING) ?? []).filter(
    (each) => isRandomLooking(each) && !HARMLESS[path]?.some((known) => each.startsWith(known)),
  );
  return [...shaped, ...random.map((each) => `${path}: ${each.slice(0, 6)}…`)];
}

test('V13.3.1 C4 no file of the repository holds a secret', () => {
  const files = [...textFiles()];
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((path) => secretsIn(path, readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
});

test('C4 the scan finds what it looks for', () => {
  // Put together here, so that the scan does not find them in this file.
  const samples = [
    `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
    `AKIA${'Q3EGRZ7BJ2N5LXMA'}`,
    `ghp_${'a1B2'.repeat(9)}`,
    ['postgres://api', 'tr0ub4dor@db.example/cases'].join(':'),
    Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 151 + 77) % 256)).toString('base64'),
  ];
  for (const sample of samples) expect(secretsIn('x.ts', `const key = '${sample}';`)).toHaveLength(1);
  for (const innocent of [
    'postgres://cases@127.0.0.1:5432/cases',
    'd41d8cd98f00b204e9800998ecf8427e',
    'a'.repeat(64),
  ])
    expect(secretsIn('x.ts', innocent)).toEqual([]);
});

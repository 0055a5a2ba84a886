import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { DEFAULT_MIN_VERSION } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|js|cjs|mjs|html)$/.test(name))
    .map((name) => `${folder}/${name}`);
}
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
/** What runs for people: not the tests, the scripts around them, or what is generated. */
const server = [
  ...['activities', 'adapters', 'api', 'db', 'domain', 'workflows'].flatMap(filesUnder),
  ...['server.ts', 'worker.ts', 'config.ts', 'keyring.ts', 'log.ts'],
];
const pages = ['web/portal', 'web/desk', 'web/shared'].flatMap(filesUnder);

const withoutComments = (text: string): string =>
  text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/\s\/\/ .*$/gm, '');

/** Where it is written, as `file: text`, but for the places that somebody has looked at. */
function found(pattern: RegExp, files: readonly string[], seen: readonly string[] = []): string[] {
  return files
    .filter((file) => !seen.includes(file))
    .flatMap((file) =>
      [...withoutComments(read(file)).matchAll(new RegExp(pattern, 'g'))].map(
        ([text]) => `${file}: ${text.slice(0, 80)}`,
      ),
    );
}

describe('injection', () => {
  test('V1.2.4 J1 no statement is put together from text', () => {
    expect(found(/sql\.raw\(|\.unsafe\(/, server)).toEqual([]);
    // Names and verifiers of our own roles, and the name of our channel: PostgreSQL takes no parameters there.
    const texts = found(/\.query\(\s*`[^`]*\$\{[^}]*\}/, server);
    expect(texts.filter((each) => !/^db\/(roles|changes)\.ts/.test(each))).toEqual([]);
  });

  test('V1.3.2 no text is run as a program', () => {
    const runs = /\beval\(|new Function\(|set(?:Timeout|Interval)\(\s*['"`]|node:vm/;
    expect(found(runs, [...server, ...pages])).toEqual([]);
  });

  test('V1.2.5 the one child process is a file of ours, started without a shell', () => {
    expect(found(/child_process/, server, ['adapters/vision/vision.ts'])).toEqual([]);
    expect(found(/\b(?:spawn|execFile|execSync|shell)\b/, ['adapters/vision/vision.ts'])).toEqual([]);
    expect(found(/fork\([^)]*/, ['adapters/vision/vision.ts'])).toEqual([
      expect.stringContaining('fork(CHILD'),
    ]);
  });

  test('V1.2.9 no pattern is made of what somebody typed', () => {
    // Made of constants of the same file, and of the addresses of our own routes.
    const seen = ['domain/names.ts', 'adapters/object-store.ts', 'api/edge.ts'];
    expect(found(/new RegExp\(/, [...server, ...pages], seen)).toEqual([]);
  });

  test('V1.3.1 V3.2.2 pages show text as text', () => {
    const markup = /dangerouslySetInnerHTML|\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|srcdoc/i;
    expect(found(markup, pages)).toEqual([]);
  });

  test('V1.2.2 no address leads to a script', () => {
    expect(found(/javascript:|vbscript:/i, [...pages, ...server])).toEqual([]);
  });

  test('V1.5.1 V1.5.2 nothing but JSON is read back into objects', () => {
    const readers = /v8'|\.deserialize\(|xml2js|fast-xml|DOMParser|libxml|js-yaml|from 'yaml'|node-serialize/;
    expect(found(readers, [...server, ...pages])).toEqual([]);
  });
});

describe('cryptography', () => {
  test('V11.3.1 V11.3.2 V11.3.4 one place encrypts, with AES-256-GCM and a nonce of its own', () => {
    const ciphers = /createCipheriv\('[^']*'|createDecipheriv\('[^']*'|createCipher\(/;
    expect(found(ciphers, server)).toEqual([
      "adapters/sealing.ts: createCipheriv('aes-256-gcm'",
      "adapters/sealing.ts: createDecipheriv('aes-256-gcm'",
    ]);
  });

  test('V11.4.1 V11.4.3 hashes are SHA-256; SHA-1 only where others’ protocols want it: TOTP, lists of breached passwords', () => {
    const hashes = /create(?:Hash|Hmac)\('(?!sha256')[^']*'|\bmd5\b|\bsha-?1\b/i;
    expect(
      found(hashes, [...server, ...pages], ['adapters/totp.ts', 'adapters/breached-passwords.ts']),
    ).toEqual([]);
  });

  test('V11.5.1 V6.5.3 whatever must not be guessed comes from the system’s generator', () => {
    expect(found(/Math\.random/, [...server, ...pages])).toEqual([]);
  });

  test('V12.1.1 V12.3.2 TLS is 1.2 at least, and no certificate goes unchecked', () => {
    expect(DEFAULT_MIN_VERSION).toBe('TLSv1.2');
    const weaker = /rejectUnauthorized|checkServerIdentity|NODE_TLS|secureProtocol|minVersion|allowInsecure/;
    // Plain HTTP at a provider on this machine, in tests.
    expect(found(weaker, server, ['adapters/openid.ts'])).toEqual([]);
    expect(found(/allowPlainHttp/, ['server.ts', 'config.ts'])).toEqual([]);
  });
});

describe('who is asked', () => {
  test('V15.3.2 V13.2.4 J5 whom the server asks over HTTP stands in its configuration, and sends it nowhere else', () => {
    const asks = server.filter((file) => /\bfetch\(/.test(withoutComments(read(file))));
    expect(asks.toSorted()).toEqual([
      'adapters/breached-passwords.ts',
      'adapters/identity-authority.ts',
      'adapters/sms.ts',
    ]);
    for (const file of asks) {
      const text = read(file);
      const calls = text.match(/\bfetch\(/g)?.length;
      expect(text.match(/redirect: 'error'/g)?.length).toBe(calls);
      expect(text.match(/AbortSignal\.timeout\(/g)?.length).toBe(calls);
      expect(found(/\bfetch\((?!url,)/, [file])).toEqual([]);
    }
  });

  test('V14.2.3 V3.6.1 V3.7.2 pages name no other host', () => {
    const hosts = found(/https?:\/\/[\w.-]+/, pages).filter((each) => !each.endsWith('http://www.w3.org'));
    expect(hosts).toEqual([]);
  });

  test('V3.5.5 pages hear no messages of other windows', () => {
    expect(found(/postMessage|onmessage|addEventListener\(\s*['"]message['"]/, pages)).toEqual([]);
  });
});

describe('pages', () => {
  test('V6.2.6 V6.2.7 a password is masked, and may be pasted and kept by a manager', () => {
    const fields = pages.filter((file) => /autoComplete="(?:current|new)-password"/.test(read(file)));
    expect(fields.length).toBeGreaterThan(2);
    expect(found(/onPaste|onCopy|autoComplete="off"[^>]*password/, pages)).toEqual([]);
    for (const file of fields) expect(read(file)).toMatch(/type="password"|<PasswordField|InputPassword/);
  });

  test('V14.3.3 what outlives a tab is a word of ours: language, keys on or off, whether there is a session', () => {
    const kept = pages.filter((file) =>
      /localStorage|indexedDB|document\.cookie/.test(withoutComments(read(file))),
    );
    expect(kept.toSorted()).toEqual([
      'web/desk/door.ts',
      'web/desk/keys.ts',
      'web/portal/session.ts',
      'web/shared/lang.ts',
    ]);
    for (const file of kept)
      expect(found(/localStorage\.setItem\([^)]*\)/, [file]).join()).not.toMatch(
        /JSON|stringify|value\.|answers/,
      );
  });
});

/** What a file imports of ours, types aside. */
function importsOf(file: string): string[] {
  const text = read(file).replace(/import type [^;]+;/g, '');
  const paths = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => path);
  return paths.map((path) => relative(ROOT, resolve(join(ROOT, dirname(file)), path)));
}

test('V15.2.3 C5 API and worker reach no test, demo or script', () => {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file) || !/\.(ts|cjs)$/.test(file)) return;
    reached.add(file);
    importsOf(file).forEach(follow);
  };
  for (const root of ['server.ts', 'worker.ts', 'adapters/vision/child.ts']) follow(root);

  expect(reached.size).toBeGreaterThan(100);
  expect([...reached].filter((file) => /^(tests|scripts|bench|web)\//.test(file))).toEqual([]);
  expect([...reached].filter((file) => /seed|demo/.test(file))).toEqual([]);
});

/** Regular expressions as they are written in a source, wherever one may stand. */
const LITERAL =
  /(?<=[=(,:[!&|?{};\n]\s*|return )\/(?![/*])((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

test('V1.3.12 J4 no pattern takes long over a hostile text', () => {
  const patterns = server.flatMap((file) =>
    [...withoutComments(read(file)).matchAll(LITERAL)].flatMap(([, body = '', flags = '']) => {
      try {
        return [{ file, pattern: new RegExp(body, flags.replace(/[gy]/g, '')) }];
      } catch {
        return []; // a division
      }
    }),
  );
  expect(patterns.length).toBeGreaterThan(100);
  const pieces = [
    'a',
    'A',
    '1',
    '0',
    ' ',
    '<',
    '\n',
    '\t',
    '-',
    '.',
    '/',
    ':',
    '@',
    '·',
    '王',
    'a1',
    'a ',
    '1.',
    'ab@',
    '<a',
    '\\',
  ];
  const texts = pieces.flatMap((piece) => {
    const long = piece.repeat(Math.ceil(3_000 / piece.length));
    return [long, `${long}\0`, `\0${long}`, `${long}!`];
  });
  const slow = patterns.flatMap(({ file, pattern }) => {
    const startedMs = performance.now();
    for (const text of texts) pattern.test(text);
    const tookMs = performance.now() - startedMs;
    return tookMs > 1_500 ? [`${file} ${pattern}: ${Math.round(tookMs)} ms`] : [];
  });
  expect(slow).toEqual([]);
});

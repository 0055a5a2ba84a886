import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTemporal, findTemporalProgram } from '../scripts/parts/temporal-program.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consular-cases-program-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A machine with only these programs on PATH, an empty cache, and a download that fails at once. */
function machine(programs: Record<string, string>): Record<string, string> {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const PATH = `${folder}:/usr/bin:/bin`;
  return {
    PATH,
    HOME: folder,
    CONSULAR_CASES_CACHE: join(folder, 'cache'),
    NODE_OPTIONS: '--no-such-option',
  };
}

const GO = `echo built >> "$GOBIN/../../builds"; sleep 0.3; printf '#!/bin/sh\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`;

test('an address in the environment needs no program', async () => {
  expect(await findTemporal({ TEMPORAL_ADDRESS: 'temporal.example:7233' })).toEqual({
    address: 'temporal.example:7233',
  });
});

test('a program on PATH that runs is taken as it is', async () => {
  expect(await findTemporalProgram(machine({ temporal: 'exit 0' }))).toBe(join(folder, 'temporal'));
});

test('two starts at once build one program, whole or not at all', async () => {
  const env = machine({ go: GO, temporal: 'exit 1' });

  const found = await Promise.all([findTemporalProgram(env), findTemporalProgram(env)]);

  const program = join(folder, 'cache', 'bin', 'temporal');
  expect(found).toEqual([program, program]);
  expect(readFileSync(join(folder, 'builds'), 'utf8')).toBe('built\n');
  expect(readdirSync(join(folder, 'cache'))).toEqual(['bin']); // no draft, no lock
});

test('when every way fails the message tells each of them, and nothing half-made stays', async () => {
  const env = machine({ go: 'echo "dial tcp: no route" >&2; exit 1', temporal: 'exit 1' });

  const search = findTemporalProgram(env);

  await expect(search).rejects.toThrow(
    /on PATH: it does not run[^]*download: [^]*Go: dial tcp: no route[^]*TEMPORAL_ADDRESS/,
  );
  expect(existsSync(join(folder, 'cache', 'bin'))).toBe(false);
});

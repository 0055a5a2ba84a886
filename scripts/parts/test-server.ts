import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOnce, runShowing } from './building.ts';
import { cacheDir, type Environment, isExecutable, onPath, type Say } from './cache.ts';

const VERSION = '1.38.0';
const PROGRAM = 'temporal-test-server';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>consular-cases</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

const WRAPPER = `#!/bin/sh
exec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * The time-skipping test server: a 45-day wait takes half a second on it. It is a Java program from Maven Central,
 * fetched once into the cache.
 *
 * @returns the path of a program that takes `PORT --enable-time-skipping`
 * @throws Error that says what is missing
 */
export async function findTestServer(env: Environment = process.env, say: Say = () => {}): Promise<string> {
  needJava(env);
  const folder = join(cacheDir(env), `test-server-${VERSION}`);
  const program = join(folder, PROGRAM);
  if (isExecutable(program)) return program;
  const maven = onPath('mvn', env);
  if (!maven)
    throw new Error(
      'The time-skipping test server has to be fetched with Maven, and there is no "mvn" on PATH.',
    );
  return buildOnce({ folder, program: PROGRAM }, say, (draft) => fetchJars(maven, draft, env, say));
}

function needJava(env: Environment): void {
  const java = spawnSync('java', ['-version'], { env, encoding: 'utf8' });
  if (java.error)
    throw new Error('The time-skipping test server needs Java 17 or later, and there is no "java" on PATH.');
  const major = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (major < 17)
    throw new Error(`The time-skipping test server needs Java 17 or later; this is Java ${major}.`);
}

async function fetchJars(maven: string, draft: string, env: Environment, say: Say): Promise<void> {
  mkdirSync(join(draft, 'lib'));
  writeFileSync(join(draft, 'pom.xml'), POM);
  const lib = `-DoutputDirectory=${join(draft, 'lib')}`;
  await runShowing(
    'Fetching the time-skipping test server',
    {
      command: maven,
      args: ['-B', '-q', 'dependency:copy-dependencies', lib],
      cwd: draft,
      env,
      withinMs: 5 * 60_000,
    },
    say,
  );
  writeFileSync(join(draft, PROGRAM), WRAPPER);
  chmodSync(join(draft, PROGRAM), 0o755);
}

import { randomBytes } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleOption } from '@temporalio/worker';
import postgres from 'postgres';
import { inject } from 'vitest';
import { findTestServer } from '../../scripts/parts/test-server.ts';

export type TestDatabase = { url: string; keysUrl: string; drop(): Promise<void> };

/** A migrated, empty database of one's own, with the database of its keys. Drop it in `afterAll`; a connection left open does not hinder that. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = inject('databaseTemplate');
  await onServer([
    `create database ${name} template ${template}`,
    `create database ${name}_keys template ${template}_keys`,
  ]);
  return {
    url: databaseUrl(name),
    keysUrl: databaseUrl(`${name}_keys`),
    drop: () => onServer([`drop database ${name} with (force)`, `drop database ${name}_keys with (force)`]),
  };
}

/** Of a database on the tests' server. */
export function databaseUrl(name: string): string {
  const url = new URL(inject('databaseServerUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(statements: readonly string[]): Promise<void> {
  const sql = postgres(inject('databaseServerUrl'), { max: 1 });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The bundle of `workflows/index.ts`, for `Worker.create`. */
export function workflowBundle(): WorkflowBundleOption {
  return { codePath: inject('workflowBundleFile') };
}

/** A server on which a 45-day wait takes half a second. Its clock is one for all its workflows: one test at a time. */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = await findTestServer(process.env, (line) => console.error(line));
  return patiently(() =>
    TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } }),
  );
}

/**
 * A development server of one's own, for what needs other limits than the shared one has.
 *
 * @param extraArgs  for example `['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=60']`
 */
export function localEnvironment(extraArgs: string[] = []): Promise<TestWorkflowEnvironment> {
  const executable = { type: 'existing-path', path: inject('temporalBinary') } as const;
  return patiently(() =>
    TestWorkflowEnvironment.createLocal({ server: { executable, ip: '127.0.0.1', extraArgs } }),
  );
}

/** The SDK gives a server five seconds, which is too little for a Java program on a busy machine. */
async function patiently<T>(start: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (tries <= 1 || !/did not start within/.test(String(error))) throw error;
    return patiently(start, tries - 1);
  }
}

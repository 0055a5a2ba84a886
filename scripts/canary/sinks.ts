import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';

/** A piece of a sink, and where it lies in it. */
export type Part = { where: string; bytes: Buffer };

/** Every row of every table as PostgreSQL writes it, and besides the bytes that it writes in hex. */
export async function tablesOf(db: Database): Promise<Part[]> {
  const { rows: tables } = await db.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const parts: Part[] = [];
  for (const { name } of tables) {
    const { rows } = await db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} as t`);
    parts.push({ where: name, bytes: Buffer.concat(rows.flatMap(({ row }) => bytesIn(row))) });
  }
  return parts;
}

/** All workflows' histories and descriptions. @param client  one that knows nothing of our encryption */
export async function historiesOf({ workflow }: Pick<Client, 'workflow'>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const execution of workflow.list()) {
    const history = await workflow.getHandle(execution.workflowId, execution.runId).fetchHistory();
    parts.push({
      where: execution.workflowId,
      bytes: Buffer.concat([...bytesIn(history), ...bytesIn(execution.raw)]),
    });
  }
  return parts;
}

/** Bytes as they are, and the bytes of every string, key and hex run, however deep. */
function bytesIn(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(`${value}\n`), ...hexIn(value)];
  if (value instanceof Uint8Array) return [Buffer.from(value)];
  if (Array.isArray(value)) return value.flatMap(bytesIn);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, each]) => [Buffer.from(`${key}\n`), ...bytesIn(each)]);
  return [];
}
const hexIn = (row: string): Buffer[] =>
  [...row.matchAll(/\\x([0-9a-f]{2,})/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'));

/**
 * Every file below a folder, with its path; what goes while it is looked for is not there.
 * @param wanted  false leaves a file or a whole folder out
 */
export function* filesOf(dir: string, wanted: (path: string) => boolean = () => true): Generator<Part> {
  const entries = unlessGone(() => readdirSync(dir, { withFileTypes: true })) ?? [];
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (!wanted(path)) continue;
    if (entry.isDirectory()) yield* filesOf(path, wanted);
    const bytes = entry.isFile() ? unlessGone(() => readFileSync(path)) : undefined;
    if (bytes) yield { where: path, bytes: Buffer.concat([Buffer.from(`${path}\n`), bytes]) };
  }
}

/** Gone meanwhile, or another user's. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** A mail as it went over the wire, and its parts decoded. Left out is the one line that must hold the address: To. */
export function mailOf(raw: string): Buffer {
  const unfolded = raw.replace(/\r\n[ \t]+/g, ' ').replace(/^To:.*$/im, '');
  const decoded = [...unfolded.matchAll(/[A-Za-z0-9+/=\r\n]{40,}/g)].map(([part]) =>
    Buffer.from(part, 'base64'),
  );
  const unquoted = unfolded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.concat([Buffer.from(unfolded), ...decoded, Buffer.from(unquoted, 'latin1')]);
}

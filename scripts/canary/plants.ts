import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { connect } from '../../db/client.ts';
import { keysDatabaseOf } from '../parts/database.ts';
import { becomesTrue } from '../parts/processes.ts';
import type { Stack } from '../parts/stack.ts';
import type { Secret } from './search.ts';

const PLACES = ['main', 'keys', 'temporal', 'mail', 'files'] as const;
/** Something to be found, by who keeps it. */
export type Planted = Record<(typeof PLACES)[number], Secret>;

/** It may lie in the files of a neighbour, too. */
export const isPlanted = ({ kind }: Pick<Secret, 'kind'>): boolean => kind.startsWith(PREFIX);
const PREFIX = 'planted: ';

const LISTED_WITHIN_MS = 30_000;

/** Puts something to be found wherever it will be looked for: a search that finds nothing there has not looked. @param folders  each gets a file */
export async function plant(
  { ownerUrl, addresses, env }: Pick<Stack, 'ownerUrl' | 'addresses' | 'env'>,
  folders: readonly string[],
): Promise<Planted> {
  const planted = Object.fromEntries(
    PLACES.map((place) => [place, { kind: `${PREFIX}${place}`, value: `Planted ${randomUUID()}` }]),
  ) as Planted;
  const words = (place: keyof Planted): string => String(planted[place].value);
  for (const folder of folders) writeFileSync(join(folder, 'planted'), words('files'));
  await Promise.all([
    intoTable(ownerUrl, words('main')),
    intoTable(keysDatabaseOf(ownerUrl), words('keys')),
    intoHistory(addresses.temporal, words('temporal')),
    intoMail(env['SMTP_URL'] ?? '', words('mail')),
  ]);
  return planted;
}

async function intoTable(url: string, text: string): Promise<void> {
  const { db, close } = connect(url, { max: 1 });
  try {
    await db.execute(sql`create table planted as select ${text}::text as planted`);
  } finally {
    await close();
  }
}

async function intoHistory(address: string, text: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection });
    const workflowId = randomUUID();
    await workflow.start('planted', { taskQueue: 'planted', workflowId, args: [text] });
    const isListed = async (): Promise<boolean> => {
      for await (const execution of workflow.list()) if (execution.workflowId === workflowId) return true;
      return false;
    };
    if (!(await becomesTrue(isListed, LISTED_WITHIN_MS)))
      throw new Error('Temporal does not list what was started.');
  } finally {
    await connection.close();
  }
}

async function intoMail(smtpUrl: string, text: string): Promise<void> {
  const transport = createTransport(smtpUrl);
  await transport.sendMail({ from: 'planted@demo.invalid', to: 'planted@demo.invalid', subject: text });
  transport.close();
}

import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import type { AccountRow } from '../db/accounts.ts';
import { actingAs } from '../db/acting.ts';
import type { DraftId } from '../domain/ids.ts';
import { OWN_DATA_README } from '../domain/texts/own-data.ts';
import { fill } from '../domain/texts/text.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { applicationData, ownDataHead } from './own-data.ts';
import { problems } from './schemas.ts';

const Zip = {
  description: 'readme.txt, data.json, and the pictures as documents/<application>/<kind>-<n>.jpg',
  content: { 'application/zip': { schema: z.instanceof(Readable) } },
};

/** A copy of one's own data (V14): everything of the account, as a file that is made while it is sent. */
export const exportRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.get(
    '/me/export',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'exportOwnData',
        tags: ['Accounts'],
        description: 'A ZIP file with all data of the account. Needs a step-up; twice a day.',
        response: { 200: Zip, ...problems(401, 403, 429) },
      },
    },
    async ({ account, id: requestId }, reply) => {
      await takeTry(deps.people, 'export', account.id);
      const object = { kind: 'account', id: account.id } as const;
      await deps.audit.record({ actor: object, action: 'data.export', object, requestId });
      const file = await zipOf(deps, account);
      reply.raw.once('close', () => file.destroy());
      return reply
        .type('application/zip')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'attachment; filename="my-data.zip"')
        .send(file);
    },
  );
};

/** One application and one picture are in memory at a time, however many there are. */
async function zipOf(deps: AppDeps, account: AccountRow): Promise<Readable> {
  // A stream is read on whenever there is room, outside of the request: each question says again who asks.
  const asOwner = <T>(work: () => Promise<T>): Promise<T> =>
    actingAs({ kind: 'account', id: account.id }, work);
  const ids = await deps.ownData.applicationIds(account.id);
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let open: Readable | undefined;
  const add = (name: string, body: () => Promise<Readable>, compress: boolean): void =>
    zip.addReadStreamLazy(name, { compress }, (give) => {
      const failed = (err: Error): void => void zip.emit('error', err);
      body().then((stream) => {
        open = stream.once('error', failed);
        give(null, stream);
      }, failed);
    });
  zip.once('error', (err: Error) => out.destroy(err));
  out.once('close', () => open?.destroy());

  const readme = fill(OWN_DATA_README, { date: new Date().toISOString().slice(0, 10) })[account.lang];
  zip.addBuffer(Buffer.from(readme), 'readme.txt');
  add('data.json', async () => Readable.from(dataOf(deps, account, ids, asOwner)), true);
  for (const id of ids) {
    const counts = new Map<string, number>();
    const application = await deps.applications.findApplication(id);
    if (!application) continue;
    for (const { kind, objectKey } of await deps.applications.listDocuments(application, {
      withReplaced: true,
    })) {
      const no = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, no);
      const picture = () => asOwner(() => deps.documents.get(application.keyId, objectKey));
      add(`documents/${id}/${kind}-${no}.jpg`, picture, false);
    }
  }
  zip.end();
  return out;
}

async function* dataOf(
  deps: AppDeps,
  account: AccountRow,
  ids: readonly DraftId[],
  asOwner: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<string> {
  const head = JSON.stringify(await asOwner(() => ownDataHead(deps, account)), null, 1);
  yield `${head.slice(0, -2)},\n "applications": [`;
  let separator = '';
  for (const id of ids) {
    const data = await asOwner(() => applicationData(deps, account, id));
    if (!data) continue;
    yield `${separator}\n${JSON.stringify(data, null, 1)}`;
    separator = ',';
  }
  yield '\n ]\n}\n';
}

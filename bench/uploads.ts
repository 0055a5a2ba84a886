import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { residentMb } from './memory.ts';
import { quantile, rounded } from './numbers.ts';
import { type OwnServer, openAccount, withOwnServer } from './own-server.ts';

const GOAL_GROWTH_MB = 150;
const PICTURE_BYTES = 5 * 1024 * 1024;
const PER_DRAFT = 10;
const EVERY_MS = 20;

/**
 * `npm run bench -- uploads [--uploads 100] [--rounds 3]`: so many uploads of 5 MB at once, and by how much the
 * server's memory grows over what it holds when warm. The pictures are sent from this process, the server is another.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((each) => each !== 'uploads'),
    options: { uploads: { type: 'string', default: '100' }, rounds: { type: 'string', default: '3' } },
  });
  const report = await withOwnServer(async (server) => {
    const picture = await noisyJpeg();
    await uploadAtOnce(server, picture, 4); // code, decoder and connections are loaded
    const before = residentMb(server.pid)?.now ?? Number.NaN;
    const rounds = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      rounds.push(await watched(server.pid, () => uploadAtOnce(server, picture, Number(values.uploads))));
    }
    return {
      uploads: Number(values.uploads),
      pictureMb: rounded(picture.length / 1024 / 1024),
      beforeMb: before,
      rounds,
    };
  });
  const growthMb = Math.max(...report.rounds.map(({ highestMb }) => highestMb)) - report.beforeMb;
  console.table(report.rounds);
  console.log(JSON.stringify({ ...report, growthMb, goalMb: GOAL_GROWTH_MB }));
  return growthMb < GOAL_GROWTH_MB;
}

/** Runs the work and gives the highest resident memory of the process meanwhile, looked at fifty times a second. */
async function watched(pid: number, work: () => Promise<number[]>) {
  let highestMb = 0;
  const look = (): void => {
    highestMb = Math.max(highestMb, residentMb(pid)?.now ?? 0);
  };
  const timer = setInterval(look, EVERY_MS);
  const beganAtMs = performance.now();
  try {
    const tookMs = await work();
    look();
    return {
      highestMb,
      afterMb: residentMb(pid)?.now ?? Number.NaN,
      seconds: rounded((performance.now() - beganAtMs) / 1_000, 1),
      p50Ms: Math.round(quantile(tookMs, 0.5)),
      p95Ms: Math.round(quantile(tookMs, 0.95)),
    };
  } finally {
    clearInterval(timer);
  }
}

/** Each upload another picture, ten to a draft, all at once. @returns milliseconds of each */
async function uploadAtOnce(server: OwnServer, picture: Buffer, count: number): Promise<number[]> {
  const drafts = await Promise.all(
    Array.from({ length: Math.ceil(count / PER_DRAFT) }, () => openDraft(server)),
  );
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const draft = drafts[index % drafts.length];
      if (!draft) throw new Error('no draft');
      const beganAtMs = performance.now();
      const path = `/v1/drafts/${draft.id}/documents?kind=residence-proof`;
      await sendPicture(new URL(path, server.url), draft.token, picture);
      return performance.now() - beganAtMs;
    }),
  );
}

async function openDraft({ office }: OwnServer): Promise<{ id: string; token: string }> {
  const { accountId, token } = await openAccount(office);
  const draft = await office.applications.createDraft({
    accountId,
    service: 'passport.renew',
    formVersion: 1,
    post: 'LAX',
  });
  return { id: draft.id, token };
}

/** A photo's worth of detail in just under 5 MB, so that the decoder has its whole work. */
async function noisyJpeg(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  for (let width = 4_400; ; width -= 50) {
    const size = { width, height: Math.round(width * 0.75) };
    const picture = await sharp({ create: { ...size, channels: 3, background: 'white', noise } })
      .jpeg({ quality: 82 })
      .toBuffer();
    if (picture.length <= PICTURE_BYTES - 100) return picture;
  }
}

/**
 * One upload over a connection of its own, with a comment that makes it another file. The bytes are shared by all: a
 * client that copies 500 MB is late with its headers, and is hung up on.
 */
async function sendPicture(url: URL, token: string, picture: Buffer): Promise<void> {
  const boundary = randomUUID();
  const words = Buffer.from(randomUUID());
  const parts = [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="page.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    picture.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, words.length + 2]),
    words,
    picture.subarray(2),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  const sending = request(url, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': parts.reduce((sum, part) => sum + part.length, 0),
    },
  });
  for (const part of parts) sending.write(part);
  sending.end();
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  const said = await text(answer);
  if (answer.statusCode !== 201) throw new Error(`an upload was answered ${answer.statusCode}: ${said}`);
}

process.exitCode = (await main()) ? 0 : 1;

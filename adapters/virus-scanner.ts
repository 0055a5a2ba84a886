import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Looks at an upload before it is kept. */
export type VirusScanner = {
  /** @throws ScannerAway when it cannot say: then nothing is kept either (U7) */
  scan(content: Readable): Promise<'clean' | 'infected'>;
};

/** No answer, or none that says anything. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway';
}

/** A picture of 5 MB takes clamd a fraction of a second; it waits while it reads new signatures. */
const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 4_096;

/**
 * A clamd daemon: `zINSTREAM`, then chunks that each follow their length (four bytes, big-endian), then a length of zero; the answer
 * is `stream: OK` or `stream: NAME FOUND`, ended by a zero byte (clamd(8)). Its `StreamMaxLength` must be above 5 MB.
 *
 * @param address  a Unix socket's path, or host:port on this machine: clamd knows neither TLS nor passwords
 */
export function clamd(address: string, { timeoutMs = TIMEOUT_MS } = {}): VirusScanner {
  return {
    async scan(content) {
      const socket = address.startsWith('/') ? connect(address) : connect(placeOf(address));
      socket.setTimeout(timeoutMs, () => socket.destroy(new ScannerAway('no answer in time')));
      try {
        const [answer] = await Promise.all([answerOf(socket), send(socket, content)]);
        if (/^stream: OK$/.test(answer)) return 'clean';
        if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
        throw new ScannerAway('an answer that says nothing');
      } catch (cause) {
        throw cause instanceof ScannerAway ? cause : new ScannerAway('no answer', { cause });
      } finally {
        content.destroy();
        socket.destroy();
      }
    },
  };
}

function placeOf(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

async function send(socket: Socket, content: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of content as AsyncIterable<Buffer>) {
    await write(socket, lengthOf(chunk.length));
    await write(socket, chunk);
  }
  await write(socket, lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

const write = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (err) => (err ? reject(err) : resolve())));

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('latin1');
    if (answer.includes('\0') || answer.length > ANSWER_BYTES_MAX) break;
  }
  return answer.split('\0', 1)[0] ?? '';
}

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CaseError } from '../../domain/errors.ts';
import type { FaceComparison } from '../../domain/face.ts';
import type { MrzReading } from '../../domain/mrz-reading.ts';
import { judgePortrait, type PortraitAdvice } from '../../domain/portrait.ts';
import type { AskName, Asks, Question, Reply } from './asks.ts';

/** The bytes, or a function that reads them when it is their turn: what waits need not be in memory. */
export type Picture = Buffer | (() => Promise<Buffer>);

/**
 * The eyes of the system: what can be said about pictures of faces and papers. Every ask may be refused with CaseError
 * `vision-busy` (too many wait) or `vision-failed` (took too long, or the reader died); both say when to ask again.
 */
export type Vision = {
  /** The published photo rules that a portrait breaks. */
  checkPortrait(jpeg: Picture): Promise<PortraitAdvice>;
  /** The portrait cropped and scaled to the rule, without metadata; undefined when there is not exactly one face. */
  fitPortrait(jpeg: Picture): Promise<Buffer | undefined>;
  /** Whether two pictures may show the same person. */
  compareFaces(portrait: Picture, selfie: Picture): Promise<FaceComparison>;
  /** The machine-readable lines of a data page; undefined when they cannot be made out. */
  readMrz(jpeg: Picture): Promise<MrzReading | undefined>;
  /** A PNG as a JPEG; undefined when it is no sound PNG. */
  jpegFromPng(png: Picture): Promise<Buffer | undefined>;
  /** Ends the process that looks; what waits is refused. */
  close(): Promise<void>;
};

export type VisionOptions = {
  /** The process ends after so long without an ask: it holds some 500 MB. */
  idleMs?: number;
  /** Of one ask, from when it is its turn; the first one starts the process as well. */
  askMs?: number;
  /** Asks that may wait for their turn; so many seconds, on a busy machine twice as many, waits the last of them. */
  waitingMax?: number;
  /** Tells of a started process, by its id. */
  onStart?: (pid: number) => void;
};

type Waiting = {
  ask: AskName;
  pictures: Picture[];
  resolve: (value: unknown) => void;
  reject: (err: Error) => void;
};

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RETRY_SECONDS = 5;

/**
 * Asks a process of our own, one picture at a time: the model blocks for a second and holds more memory than the API
 * may, and a picture that breaks a decoder must not take the API with it (docs/adr/0008). The process is forked at the
 * first ask, ended after some idle minutes, and forked anew by the next ask when it has died. It gets none of our
 * environment: no key, no database.
 */
export function createVision({
  idleMs = 5 * 60_000,
  askMs = 30_000,
  waitingMax = 8,
  onStart,
}: VisionOptions = {}): Vision {
  const waiting: Waiting[] = [];
  let running: (Waiting & { id: number; timer: NodeJS.Timeout }) | undefined;
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  let closed = false;

  function start(): ChildProcess {
    const started = fork(CHILD, {
      cwd: ROOT,
      env: { TZ: 'UTC', NODE_ENV: 'production' },
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', (reply: Reply) => settle(reply));
    started.on('error', () => lose(started));
    started.on('exit', () => lose(started));
    if (started.pid !== undefined) onStart?.(started.pid);
    return started;
  }

  /** Only the ask that the process died on fails: it may be the picture that killed it. The next one gets a new process. */
  function lose(lost: ChildProcess): void {
    if (child !== lost) return;
    child = undefined;
    finish((ask) => ask.reject(failed()));
  }

  function settle(reply: Reply): void {
    if (reply.id !== running?.id) return;
    finish((ask) => ('failed' in reply ? ask.reject(failed()) : ask.resolve(reply.value)));
  }

  function finish(tell: (ask: Waiting) => void): void {
    if (running) {
      clearTimeout(running.timer);
      const done = running;
      running = undefined;
      tell(done);
    }
    next();
  }

  function next(): void {
    if (running || closed) return;
    const ask = waiting.shift();
    if (!ask) {
      clearTimeout(idle);
      idle = setTimeout(stop, idleMs).unref();
      return;
    }
    clearTimeout(idle);
    lastId += 1;
    const id = lastId;
    // What hangs is ended; its exit tells the one who asked.
    const timer = setTimeout(
      () => (child ? child.kill('SIGKILL') : finish((late) => late.reject(failed()))),
      askMs,
    );
    running = { ...ask, id, timer };
    Promise.all(ask.pictures.map((picture) => (typeof picture === 'function' ? picture() : picture))).then(
      (pictures) => running?.id === id && send({ id, ask: ask.ask, pictures }),
      (err: Error) => running?.id === id && finish((unread) => unread.reject(err)),
    );
  }

  function send(question: Question): void {
    child ??= start();
    const asked = child;
    asked.send(question, (err) => err && asked.kill('SIGKILL'));
  }

  function stop(): void {
    const stopped = child;
    child = undefined;
    stopped?.kill('SIGKILL'); // it holds nothing that could be lost
  }

  function request<N extends AskName>(ask: N, ...pictures: Picture[]): ReturnType<Asks[N]> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (closed) return reject(failed());
      if (waiting.length >= waitingMax) {
        return reject(new CaseError('vision-busy', { retryAfterSeconds: RETRY_SECONDS }));
      }
      waiting.push({ ask, pictures, resolve, reject });
      next();
    });
    return answer as ReturnType<Asks[N]>;
  }

  return {
    checkPortrait: async (jpeg) => judgePortrait(await request('measurePortrait', jpeg)),
    fitPortrait: async (jpeg) => asBuffer(await request('fitPortrait', jpeg)),
    compareFaces: (portrait, selfie) => request('compareFaces', portrait, selfie),
    readMrz: (jpeg) => request('readMrz', jpeg),
    jpegFromPng: async (png) => asBuffer(await request('jpegFromPng', png)),
    async close() {
      closed = true;
      clearTimeout(idle);
      for (const ask of waiting.splice(0)) ask.reject(failed());
      const last = child;
      const gone = last && last.exitCode === null && new Promise((resolve) => last.once('exit', resolve));
      finish((ask) => ask.reject(failed()));
      stop();
      await gone;
    },
  };
}

const failed = (): CaseError => new CaseError('vision-failed', { retryAfterSeconds: RETRY_SECONDS });

/** Structured cloning may give a plain Uint8Array. */
function asBuffer(bytes: Uint8Array | undefined): Buffer | undefined {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

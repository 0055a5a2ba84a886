import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { prepareTempDir } from './temp-files.ts';

/**
 * Keeps objects of bytes by key. It does not encrypt: callers put sealed streams.
 *
 * Keys are lower-case hex or UUIDs joined by slashes. `put` replaces atomically and returns once the object is
 * durable; `get` throws ObjectMissing; `delete` of a missing object is fine; `list` gives keys that start with the
 * prefix, in no order.
 */
export type ObjectStore = {
  put(key: string, body: Readable): Promise<{ bytes: number }>;
  get(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<string>;
};

/** There is no object with this key. */
export class ObjectMissing extends Error {
  override name = 'ObjectMissing';
}

const SEGMENT = '[0-9a-f][0-9a-f-]{0,63}';
const KEY = new RegExp(`^${SEGMENT}(/${SEGMENT}){0,5}$`);
const PREFIX = new RegExp(`^(${SEGMENT}/){0,5}(${SEGMENT})?$`);
const SUFFIX = '.object'; // no segment has a dot, so an object never bears the name of a folder

/** Objects as files under `root`, in 256 shards; temp files that a crash left are removed at once. */
export function fileObjectStore(root: string): ObjectStore {
  const dir = resolve(root);
  const tempDir = join(dir, 'incoming');
  prepareTempDir(tempDir);
  const pathOf = (key: string): string => join(dir, shardOf(checked(key)), `${key}${SUFFIX}`);
  return {
    async put(key, body) {
      const path = pathOf(key);
      const temp = join(tempDir, randomUUID());
      try {
        const file = createWriteStream(temp, { flags: 'wx', mode: 0o600, flush: true });
        await pipeline(body, file);
        await moveDurably(temp, path, dir);
        return { bytes: file.bytesWritten };
      } catch (error) {
        await rm(temp, { force: true });
        throw error;
      }
    },
    async get(key) {
      const file = await open(pathOf(key)).catch((error: unknown) => {
        throw isMissing(error) ? new ObjectMissing(`There is no object ${key}.`) : error;
      });
      return file.createReadStream();
    },
    exists: (key) =>
      stat(pathOf(key)).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      ),
    delete: (key) => rm(pathOf(key), { force: true }),
    list: (prefix) => listKeys(dir, prefix),
  };
}

/** A hash spreads keys that begin alike; the first segment alone decides, so that its objects stay together. */
function shardOf(key: string): string {
  const [first = ''] = key.split('/');
  return createHash('sha256').update(first).digest('hex').slice(0, 2);
}

function checked(key: string): string {
  if (!KEY.test(key)) throw new RangeError('An object key is lower-case hex or UUIDs joined by slashes.');
  return key;
}

/** Renames and flushes the folders up to the root: after a power cut the file is there under its name. */
async function moveDurably(temp: string, path: string, root: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(temp, path);
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function* listKeys(dir: string, prefix: string): AsyncGenerator<string> {
  if (!PREFIX.test(prefix))
    throw new RangeError('An object key prefix is lower-case hex or UUIDs and slashes.');
  const shards = prefix.includes('/') ? [shardOf(prefix)] : await namesIn(dir);
  for (const shard of shards.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for await (const key of keysIn(join(dir, shard), join(dir, shard))) {
      if (key.startsWith(prefix)) yield key;
    }
  }
}

async function* keysIn(folder: string, shardDir: string): AsyncGenerator<string> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if (name.endsWith(SUFFIX)) yield relative(shardDir, path).slice(0, -SUFFIX.length);
    else yield* keysIn(path, shardDir);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

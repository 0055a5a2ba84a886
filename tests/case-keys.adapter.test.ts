import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCaseKeys, KeyErased } from '../adapters/case-keys.ts';
import type { MasterKey, WrappedKey } from '../adapters/master-key.ts';
import { open, SealBroken, seal } from '../adapters/sealing.ts';

const root = randomBytes(32);
const masterKey: MasterKey = {
  wrap: async (key, context) => ({ wrapped: seal(root, key, context), by: 'first' }),
  unwrap: async ({ wrapped }, context) => open(root, wrapped, context),
  ids: async () => ['first'],
  derive: async () => root,
};

/** Rows as the database keeps them, and how often they were asked for. */
function keysOver(cacheSize = 10) {
  const wrappedKeys = new Map<string, WrappedKey>();
  const orders = new Map<string, string>();
  const store = {
    insertKey: vi.fn(async (keyId: string, key: WrappedKey) => wrappedKeys.set(keyId, key) !== undefined),
    deleteKey: vi.fn(async (keyId: string) => void wrappedKeys.delete(keyId)),
    findWrapped: vi.fn(async (keyId: string) => wrappedKeys.get(keyId)),
    findKeyIdOfOrder: vi.fn(async (orderNumber: string) => orders.get(orderNumber)),
  };
  const caseKeys = createCaseKeys({ masterKey, store, cacheSize });
  const elsewhere = createCaseKeys({ masterKey, store, cacheSize }); // another process over the same rows
  async function newCase(orderNumber: string) {
    const made = await caseKeys.newKey();
    orders.set(orderNumber, made.keyId);
    return made;
  }
  return { caseKeys, elsewhere, store, wrappedKeys, newCase };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('D1 every case has its own key, found by its id and by its order number', async () => {
  const { caseKeys, elsewhere, newCase } = keysOver();
  const [one, two] = [await newCase('A1'), await newCase('A2')];

  for (const keys of [caseKeys, elsewhere]) {
    expect(await keys.getKey(one.keyId)).toEqual(one.key);
    expect(await keys.getKeyOfOrder('A2')).toEqual({ keyId: two.keyId, key: two.key });
  }
  expect(one.key).not.toEqual(two.key);
});

test('R-50 an erased key is gone at once in this process, and after 60 s in the others', async () => {
  const { caseKeys, wrappedKeys, newCase } = keysOver();
  const { keyId } = await newCase('A1');
  await caseKeys.getKeyOfOrder('A1');

  wrappedKeys.delete(keyId);
  vi.advanceTimersByTime(59_999);
  await expect(caseKeys.getKey(keyId)).resolves.toBeDefined();
  vi.advanceTimersByTime(1);
  await expect(caseKeys.getKey(keyId)).rejects.toThrow(KeyErased);

  const again = await newCase('A3');
  await caseKeys.getKey(again.keyId);
  await caseKeys.destroy(again.keyId);
  await expect(caseKeys.getKeyOfOrder('A3')).rejects.toThrow(KeyErased);
});

test('R-50 a key that is destroyed while it is being loaded does not come back', async () => {
  const { elsewhere, newCase } = keysOver();
  const { keyId } = await newCase('A1');

  const loading = elsewhere.getKey(keyId);
  await elsewhere.destroy(keyId);
  await loading;

  await expect(elsewhere.getKey(keyId)).rejects.toThrow(KeyErased);
});

test('an order without a key is refused, and the refusal is not remembered', async () => {
  const { caseKeys, newCase } = keysOver();

  await expect(caseKeys.getKeyOfOrder('A1')).rejects.toThrow(KeyErased);
  await newCase('A1');
  await expect(caseKeys.getKeyOfOrder('A1')).resolves.toBeDefined();
});

test('D1 a wrapped key copied to another row does not unwrap', async () => {
  const { elsewhere, wrappedKeys, newCase } = keysOver();
  const [one, two] = [await newCase('A1'), await newCase('A2')];
  wrappedKeys.set(two.keyId, wrappedKeys.get(one.keyId)!);

  await expect(elsewhere.getKey(two.keyId)).rejects.toThrow(SealBroken);
});

test('a new key is stored before it is used, and not asked for again', async () => {
  const { caseKeys, store, wrappedKeys } = keysOver();
  const { keyId, key } = await caseKeys.newKey();

  expect(wrappedKeys.has(keyId)).toBe(true);
  expect(await caseKeys.getKey(keyId)).toEqual(key);
  expect(store.findWrapped).not.toHaveBeenCalled();
});

test('F22 a new key whose master key is retired at that moment is wrapped by the next one', async () => {
  const { caseKeys, store } = keysOver();
  store.insertKey.mockResolvedValueOnce(false);

  const { keyId, key } = await caseKeys.newKey();

  expect(store.insertKey).toHaveBeenCalledTimes(2);
  expect(await caseKeys.getKey(keyId)).toEqual(key);
});

test('the store is asked once for many at the same time, and again only for what the cache let go', async () => {
  const { elsewhere, store, newCase } = keysOver(2);
  const [one, two, three] = [await newCase('A1'), await newCase('A2'), await newCase('A3')];

  await Promise.all([1, 2, 3].map(() => elsewhere.getKey(one.keyId)));
  expect(store.findWrapped).toHaveBeenCalledTimes(1);
  await elsewhere.getKey(two.keyId);
  await elsewhere.getKey(one.keyId); // used last, so the other one goes
  await elsewhere.getKey(three.keyId);
  await elsewhere.getKey(one.keyId);
  expect(store.findWrapped).toHaveBeenCalledTimes(3);
  await elsewhere.getKey(two.keyId);
  expect(store.findWrapped).toHaveBeenCalledTimes(4);
});

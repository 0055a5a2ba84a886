import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  ApplicationFailure,
  type DataConverter,
  defaultPayloadConverter,
  type Payload,
  type SerializationContext,
} from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import { bundleWorkflowCode } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { KeyErased } from '../adapters/case-keys.ts';
import { createDataConverter, createOperatorDecoder, PlaintextPayload } from '../adapters/payload-codec.ts';
import { SealBroken } from '../adapters/sealing.ts';

const CANARY = 'canary-王小明-E12345678';
const derived = randomBytes(32);
const keys = new Map(['A1', 'A2'].map((order) => [`key-of-${order}`, randomBytes(32)]));
const getKey = async (keyId: string): Promise<Buffer> => {
  const key = keys.get(keyId);
  if (!key) throw new KeyErased(keyId);
  return key;
};
const options = {
  purposeKeys: { get: async () => derived },
  caseKeys: {
    getKey,
    getKeyOfOrder: async (order: string) => ({
      keyId: `key-of-${order}`,
      key: await getKey(`key-of-${order}`),
    }),
  },
};
const dataConverter = createDataConverter(options);
const codec = dataConverter.payloadCodecs![0]!;

const workflow = (workflowId: string, namespace = 'default'): SerializationContext => ({
  type: 'workflow',
  namespace,
  workflowId,
});
const activity = (workflowId: string): SerializationContext => ({
  type: 'activity',
  namespace: 'default',
  workflowId,
  activityId: '7',
  isLocal: false,
});

const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const encode = async (value: unknown, context?: SerializationContext): Promise<Payload> =>
  (await codec.encode([payloadOf(value)], context))[0]!;
const decode = async (payload: Payload, context?: SerializationContext): Promise<unknown> =>
  defaultPayloadConverter.fromPayload((await codec.decode([payload], context))[0]!);
const metadataOf = (payload: Payload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString()]),
  );

test('D4 what a case sends is encrypted with its key and opens in the same workflow, activities included', async () => {
  const encoded = await encode({ note: CANARY }, workflow('case/A1'));

  expect(metadataOf(encoded)).toEqual({
    encoding: 'binary/encrypted',
    'key-id': 'key-of-A1',
  });
  expect(Buffer.from(encoded.data!).includes('canary')).toBe(false);
  expect(await decode(encoded, workflow('case/A1'))).toEqual({ note: CANARY });
  expect(await decode(encoded, activity('case/A1'))).toEqual({ note: CANARY });
});

test('D4 bytes and nothing pass; nothing stays nothing', async () => {
  expect(
    await decode(await encode(new Uint8Array([1, 2, 255]), workflow('case/A1')), workflow('case/A1')),
  ).toEqual(new Uint8Array([1, 2, 255]));
  const nothing = await encode(undefined, workflow('case/A1'));
  expect(metadataOf(nothing)).toEqual({ encoding: 'binary/null' });
  expect(await decode(nothing, workflow('case/A1'))).toBeUndefined();
  expect(await codec.encode([], workflow('case/A1'))).toEqual([]);
});

test('D4 a payload moved to another case, another namespace or out of its case does not open', async () => {
  const encoded = await encode(CANARY, workflow('case/A1'));

  for (const place of [workflow('case/A2'), workflow('case/A1', 'other'), workflow('reconcile'), undefined]) {
    await expect(decode(encoded, place)).rejects.toThrow(SealBroken);
  }
});

test('D4 a payload of the namespace-wide key is not taken for one of a case', async () => {
  const encoded = await encode('approve', workflow('reconcile'));

  await expect(decode(encoded, workflow('case/A1'))).rejects.toThrow(SealBroken);
});

test('D4 a payload does not open when any byte or its key id was changed', async () => {
  const encoded = await encode('x', workflow('case/A1'));
  for (let at = 0; at < encoded.data!.length; at += 1) {
    const data = Buffer.from(encoded.data!);
    data.writeUInt8(data.readUInt8(at) ^ 1, at);
    await expect(decode({ ...encoded, data }, workflow('case/A1')), `byte ${at}`).rejects.toThrow(SealBroken);
  }
  for (const keyId of ['key-of-A2', 'namespace']) {
    const metadata = { ...encoded.metadata, 'key-id': Buffer.from(keyId) };
    await expect(decode({ ...encoded, metadata }, workflow('case/A1'))).rejects.toThrow(SealBroken);
  }
});

test('D4 plaintext is refused, under every encoding and disguise', async () => {
  const disguised = { metadata: { encoding: Buffer.from('binary/null') }, data: Buffer.from('{}') };
  const keyless = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('{}') };
  const plain = [
    payloadOf(CANARY),
    payloadOf(new Uint8Array([1])),
    { data: Buffer.from('1') },
    disguised,
    keyless,
  ];

  for (const payload of plain) {
    await expect(decode(payload, workflow('case/A1'))).rejects.toThrow(PlaintextPayload);
    await expect(decode(payload, workflow('case/A1'))).rejects.not.toThrow(/canary/);
  }
});

test('D4 a schedule encodes under one id, or none, and its workflow reads under another', async () => {
  for (const from of [workflow('reconcile'), undefined]) {
    const encoded = await encode(CANARY, from);

    expect(metadataOf(encoded)).toEqual({ encoding: 'binary/encrypted', 'key-id': 'namespace' });
    expect(await decode(encoded, workflow('reconcile-2026-01-05T00:00:00Z'))).toBe(CANARY);
    expect(await decode(encoded)).toBe(CANARY);
  }
});

test('D4 an operator reads payloads without knowing their workflow', async () => {
  const decodeForOperator = createOperatorDecoder(options);
  const encoded = [
    await encode(1, workflow('case/A1')),
    await encode(2, workflow('case/A2')),
    await encode(3),
  ];

  const decoded = await decodeForOperator(encoded, 'default');

  expect(decoded.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([1, 2, 3]);
  await expect(decodeForOperator(encoded, 'other')).rejects.toThrow(SealBroken);
  expect(await decodeForOperator([payloadOf(1)], 'default'), 'markers of the SDK stay as they are').toEqual([
    payloadOf(1),
  ]);
});

test('R-50 when the key of a case is destroyed its history does not open any more', async () => {
  const key = keys.get('key-of-A2')!;
  const encoded = await encode(CANARY, workflow('case/A2'));
  keys.delete('key-of-A2');
  try {
    await expect(decode(encoded, workflow('case/A2'))).rejects.toThrow(KeyErased);
    await expect(encode(CANARY, workflow('case/A2'))).rejects.toThrow(KeyErased);
  } finally {
    keys.set('key-of-A2', key);
  }
});

test('D4 failures carry no readable message, stack or detail', async () => {
  const loaded = loadDataConverter(dataConverter);
  const error = ApplicationFailure.create({
    message: CANARY,
    type: 'not-the-reviewer',
    details: [CANARY],
    cause: new Error(CANARY),
  });

  const failure = await encodeErrorToFailure(loaded, error, workflow('case/A1'));
  const back = await decodeOptionalFailureToOptionalError(loaded, failure, workflow('case/A1'));

  expect(Buffer.from(JSON.stringify(failure)).includes('canary')).toBe(false);
  expect(failure.stackTrace).toBe('');
  expect(back).toMatchObject({
    message: CANARY,
    type: 'not-the-reviewer',
    details: [CANARY],
    cause: { message: CANARY },
  });
});

test('D4 the failure converter loads through require, as the SDK does it, and into the workflow bundle', async () => {
  const { failureConverterPath } = dataConverter as Required<DataConverter>;
  expect(createRequire(import.meta.url)(failureConverterPath)).toHaveProperty('failureConverter.options', {
    encodeCommonAttributes: true,
  });
  const dir = mkdtempSync(join(import.meta.dirname, '.bundle-'));
  try {
    writeFileSync(join(dir, 'workflows.ts'), 'export async function nothing(): Promise<void> {}\n');
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(dir, 'workflows.ts'),
      failureConverterPath,
    });
    expect(code).toContain('encodeCommonAttributes: true');
  } finally {
    rmSync(dir, { recursive: true });
  }
});

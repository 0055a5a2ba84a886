import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { CaseKeys } from './case-keys.ts';
import type { PurposeKeys } from './purpose-keys.ts';
import { open, SealBroken, seal } from './sealing.ts';

const PayloadMessage = proto.temporal.api.common.v1.Payload;
const ENCRYPTED = 'binary/encrypted';
const NAMESPACE_KEY = 'namespace';
const CASE_WORKFLOW = /^case\/([^/]+)/;

/** A payload that we did not encrypt arrived where only encrypted ones may: somebody else wrote it. */
export class PlaintextPayload extends Error {
  override name = 'PlaintextPayload';
}

type CodecOptions = { purposeKeys: PurposeKeys; caseKeys: Pick<CaseKeys, 'getKey' | 'getKeyOfOrder'> };

/**
 * The data converter for client, worker and `bundleWorkflowCode` (which takes only its `failureConverterPath`).
 *
 * What is encrypted, read in the sources of SDK 1.24: arguments and results of workflows, activities (local ones
 * too), updates, signals and queries, the built-in queries `__stack_trace` and `__temporal_workflow_metadata`
 * included; heartbeats; memo; summaries and details; failures with their messages, stack traces and details.
 * What is not: headers, search attributes, all ids and type names, task queues, reasons of cancel and terminate, and
 * failures that the server makes itself (timeouts). None of these may hold personal data.
 */
export function createDataConverter(options: CodecOptions): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(options)],
    failureConverterPath: fileURLToPath(new URL('./failure-converter.cjs', import.meta.url)),
  };
}

/**
 * AES-256-GCM with the case's key, chosen by the workflow id `case/<order number>` or a child of it. Everything
 * else (other workflows, schedules, failures of workflow tasks, which come without a context) gets one purpose key.
 *
 * Decoding refuses plaintext. A plaintext signal or update sent past us therefore fails the workflow task of that
 * case until the history is reset to before it; better a stuck case than a forged command.
 */
function createPayloadCodec(options: CodecOptions): PayloadCodec {
  return {
    encode: (payloads, context) =>
      Promise.all(
        payloads.map((payload) => encodeOne(options, payload, context?.namespace, context?.workflowId)),
      ),
    decode: (payloads, context) =>
      Promise.all(payloads.map((payload) => decodeOne(options, payload, context))),
  };
}

/**
 * Decodes for an operator who sees payloads without their workflow (the codec endpoint of Temporal Web): the key id
 * in a payload's metadata, which the encryption vouches for, says which case it belongs to.
 *
 * @throws SealBroken, KeyErased
 */
export function createOperatorDecoder(options: CodecOptions) {
  return (payloads: Payload[], namespace: string): Promise<Payload[]> =>
    Promise.all(
      payloads.map((payload) =>
        // What the SDK itself wrote in the clear (markers) is handed back as it is: it can be read anyway.
        metadataText(payload, 'encoding') === ENCRYPTED ? openPayload(options, payload, namespace) : payload,
      ),
    );
}

async function encodeOne(
  { purposeKeys, caseKeys }: CodecOptions,
  payload: Payload,
  namespace: string | undefined,
  workflowId: string | undefined,
): Promise<Payload> {
  if (isEmpty(payload)) return payload;
  const orderNumber = orderNumberOf(workflowId);
  const { keyId, key } = orderNumber
    ? await caseKeys.getKeyOfOrder(orderNumber)
    : { keyId: NAMESPACE_KEY, key: await purposeKeys.get('temporal') };
  const plaintext = PayloadMessage.encode(payload).finish();
  return {
    metadata: { encoding: Buffer.from(ENCRYPTED), 'key-id': Buffer.from(keyId) },
    data: seal(key, plaintext, aadOf(keyId, namespace)),
  };
}

async function decodeOne(
  options: CodecOptions,
  payload: Payload,
  context: SerializationContext | undefined,
): Promise<Payload> {
  if (isEmpty(payload)) return payload;
  const { keyId } = encryptedPart(payload);
  const orderNumber = orderNumberOf(context?.workflowId);
  const own = orderNumber ? (await options.caseKeys.getKeyOfOrder(orderNumber)).keyId : NAMESPACE_KEY;
  if (keyId !== own) throw new SealBroken(); // moved here from elsewhere: a case's key is its workflow's alone
  return openPayload(options, payload, context?.namespace);
}

async function openPayload(
  { purposeKeys, caseKeys }: CodecOptions,
  payload: Payload,
  namespace: string | undefined,
): Promise<Payload> {
  if (isEmpty(payload)) return payload;
  const { keyId, data } = encryptedPart(payload);
  const key = keyId === NAMESPACE_KEY ? await purposeKeys.get('temporal') : await caseKeys.getKey(keyId);
  return PayloadMessage.decode(open(key, data, aadOf(keyId, namespace)));
}

function encryptedPart(payload: Payload): { keyId: string; data: Uint8Array } {
  const encoding = metadataText(payload, 'encoding');
  const keyId = metadataText(payload, 'key-id');
  if (encoding === ENCRYPTED && keyId && payload.data) return { keyId, data: payload.data };
  throw new PlaintextPayload(`A payload with the encoding ${encoding ?? '(none)'} is not encrypted.`);
}

/**
 * A case's payload opens only under its own key, in its own namespace. The namespace-wide key has no namespace in it,
 * as the SDK gives none with schedule memos and failed workflow tasks.
 */
function aadOf(keyId: string, namespace: string | undefined): string {
  return keyId === NAMESPACE_KEY ? 'temporal' : JSON.stringify(['temporal', namespace, keyId]);
}

function orderNumberOf(workflowId: string | undefined): string | undefined {
  return CASE_WORKFLOW.exec(workflowId ?? '')?.[1];
}

/** `undefined` on the wire: no content, so nothing to hide and nothing to forge. */
function isEmpty(payload: Payload): boolean {
  return metadataText(payload, 'encoding') === 'binary/null' && !payload.data?.length;
}

function metadataText(payload: Payload, name: string): string | undefined {
  const value = payload.metadata?.[name];
  return value ? Buffer.from(value).toString() : undefined;
}

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { KeyErased } from '../adapters/case-keys.ts';
import { PictureFault } from '../adapters/jpeg.ts';
import { MasterKeyFault } from '../adapters/master-key.ts';
import { ScannerAway } from '../adapters/virus-scanner.ts';
import { isOutage } from '../db/client.ts';
import { CaseError, type RefusalCode } from '../domain/errors.ts';
import type { FieldFault } from '../domain/faults.ts';
import { FAULT_TEXTS } from '../domain/texts/faults.ts';
import { FILE_KIND_TEXTS } from '../domain/texts/file-kinds.ts';
import { PICTURE_TEXTS, REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import { fill, type Lang, type Text } from '../domain/texts/text.ts';
import type { Log } from '../log.ts';
import { LANG_TAGS, langOf } from './language.ts';

/** The HTTP face of every refusal. A new code does not compile until it has a row. */
const STATUSES = {
  'not-found': 404,
  'case-erased': 410,
  'command-not-allowed': 409,
  'case-changed': 409,
  'task-held-by-another': 409,
  'task-not-claimed': 409,
  'four-eyes': 409,
  'supplement-incomplete': 422,
  'supplement-not-asked': 422,
  'supplement-empty': 422,
  'interview-time': 422,
  'interview-due': 409,
  'guardian-absent': 422,
  'nationality-unsettled': 422,
  'issuer-not-confirmed': 409,
  'old-passport-void': 409,
  'materials-incomplete': 422,
  'payment-not-accepted': 422,
  'deadline-not-passed': 409,
  'form-incomplete': 422,
  'nationality-article-5': 422,
  'nationality-article-9': 422,
  'statement-missing': 422,
  'statement-outdated': 409,
  'draft-submitted': 409,
  'draft-changed': 409,
  'open-order-exists': 409,
  'post-not-served': 422,
  'picture-refused': 422,
  'too-many-documents': 422,
  'papers-too-early': 409,
  'papers-over': 409,
  credentials: 401,
  'code-wrong': 422,
  'password-weak': 422,
  'password-wrong': 422,
  'phone-not-chinese': 422,
  'sms-not-offered': 422,
  'last-address': 409,
  'real-name-missing': 409,
  'real-name-paper': 422,
  'real-name-settled': 409,
  'real-name-no-match': 422,
  'authority-away': 503,
  'challenge-over': 409,
  'factor-wrong': 422,
  'too-many-factors': 409,
  'last-factor': 409,
  'session-expired': 401,
  'not-permitted': 403,
  'own-rights': 409,
  'last-administrators': 409,
  'login-taken': 409,
  'staff-unreachable': 409,
  'change-decided': 409,
  'openid-refused': 422,
  'step-up-required': 403,
  'idempotency-key-required': 400,
  'idempotency-key-reused': 422,
  'command-pending': 503,
  'rate-limited': 429,
  'portrait-missing': 422,
  'portrait-not-one-face': 422,
  'face-tries-used': 429,
  'face-skip-too-early': 409,
  'hand-over-refused': 422,
  'consent-missing': 409,
  'consent-outdated': 409,
  'data-page-missing': 422,
  'vision-busy': 503,
  'vision-failed': 503,
} as const satisfies Record<RefusalCode, number>;

/** RFC 9457. `errors` names each field or file with its rule; `details` holds codes and ids, never a personal value. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    instance: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    errors: z.array(z.object({ field: z.string(), rule: z.string(), reason: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
type Problem = z.infer<typeof Problem>;
type Draft = Omit<Problem, 'instance'>;

/** Fastify's error handler: refusals and bad input are told in the reader's language, faults are logged and not told. */
export function createErrorHandler(log: Log) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const err = thrown instanceof Error ? thrown : new Error('something that is no Error was thrown');
    const lang = langOf(request);
    const problem = describe(err, lang);
    if (problem.status >= 500 && !(err instanceof CaseError)) {
      log.error(
        { err, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'request failed',
      );
    } else if (problem.status < 500) noteRefusal(log, request, problem);
    return sendProblem(reply, request, problem, lang, err);
  };
}

/** Each refusal goes on record (V16.3): many of one kind, or of one person, are an attempt. Never what was asked. */
function noteRefusal(log: Log, request: FastifyRequest, { status, type }: Draft): void {
  const { staff, account } = request as Partial<Pick<FastifyRequest, 'staff' | 'account'>>;
  const whose = staff ? { staffId: staff.id } : account ? { accountId: account.id } : {};
  const route = request.routeOptions.url ?? '(none)';
  const errorCode = type.replace('/problems/', '');
  log.info(
    { requestId: request.id, method: request.method, route, status, errorCode, ...whose },
    'request refused',
  );
}

function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: Draft,
  lang: Lang,
  err?: Error,
): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', '2');
  if (err instanceof CaseError && typeof err.details['retryAfterSeconds'] === 'number') {
    reply.header('retry-after', String(err.details['retryAfterSeconds']));
  }
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('content-language', LANG_TAGS[lang])
    .send({ ...problem, instance: `urn:request:${request.id}` });
}

function describe(err: FastifyError | Error, lang: Lang): Draft {
  if (err instanceof CaseError) return describeRefusal(err, lang);
  // Its key is gone, and with it all that it sealed.
  if (isErased(err)) return describeRefusal(new CaseError('case-erased'), lang);
  if (err instanceof PictureFault) {
    const text = err.kind ? FILE_KIND_TEXTS[err.kind] : PICTURE_TEXTS[err.rule];
    const errors = [{ field: 'file', rule: err.rule, reason: text[lang] }];
    return {
      ...describeRefusal(new CaseError('picture-refused', err.kind ? { fileKind: err.kind } : {}), lang),
      status: PICTURE_STATUS[err.rule] ?? 422,
      errors,
    };
  }
  if (err instanceof RefusedField) {
    const errors = [describeFault({ field: err.field, rule: err.rule }, lang)];
    return { type: '/problems/invalid-request', title: INVALID[lang], status: 400, errors };
  }
  if (hasZodFastifySchemaValidationErrors(err)) return describeInput(err.validation, lang);
  return describeHttp(err, lang);
}

const PICTURE_STATUS: Partial<Record<PictureFault['rule'], number>> = {
  'picture-over-5-mb': 413,
  'not-a-jpeg': 415,
  'file-name-not-jpg': 415,
  'declared-type-not-jpeg': 415,
};

function describeRefusal({ code, details }: CaseError, lang: Lang): Draft {
  const { faults, ...rest } = details as { faults?: readonly FieldFault[] };
  return {
    type: `/problems/${code}`,
    title: REFUSAL_TEXTS[code][lang],
    status: STATUSES[code],
    ...(Object.keys(rest).length > 0 ? { details: rest } : {}),
    ...(faults ? { errors: faults.map((fault) => describeFault(fault, lang)) } : {}),
  };
}

export function describeFault({ field, rule, params }: FieldFault, lang: Lang) {
  return { field, rule, reason: fill(FAULT_TEXTS[rule], params)[lang] };
}

const LOCALES = { hans: z.locales.zhCN(), hant: z.locales.zhTW(), en: z.locales.en() } as const;
type SchemaFault = {
  instancePath: string;
  keyword: string;
  message?: string | undefined;
  params?: Record<string, unknown>;
};

/** What a schema refused: the place, the rule, and zod's own words in the reader's language. Never the value. */
function describeInput(faults: readonly unknown[], lang: Lang): Draft {
  const errors = (faults as SchemaFault[])
    .flatMap(eachKeyAlone)
    .slice(0, 50)
    .map(({ instancePath, keyword, message, params }) => {
      const issue = { ...params, code: keyword, path: [], message: '' };
      const words = LOCALES[lang].localeError(issue as never);
      const reason = typeof words === 'string' ? words : (words?.message ?? message ?? '');
      return { field: instancePath.replace(/^\//, ''), rule: keyword, reason };
    });
  return { type: '/problems/invalid-request', title: INVALID[lang], status: 400, errors };
}

/** Several unknown fields are one fault to zod; here each is named as a field of its own. */
function eachKeyAlone(fault: SchemaFault): SchemaFault[] {
  const keys = fault.keyword === 'unrecognized_keys' ? fault.params?.['keys'] : undefined;
  if (!Array.isArray(keys)) return [fault];
  return keys.map((key) => {
    const name = String(key).slice(0, 80);
    const instancePath = `${fault.instancePath.replace(/\/$/, '')}/${name}`;
    return { ...fault, instancePath, params: { ...fault.params, keys: [name] } };
  });
}

const INVALID: Text = {
  hans: '请求内容不符合要求',
  hant: '請求內容不符合要求',
  en: 'The request does not have the right form',
};
const ONE_FILE: Text = {
  hans: '请一次只上传一个文件(file),不要附带其他内容。',
  hant: '請一次只上傳一個檔案(file),不要附帶其他內容。',
  en: 'Send exactly one part, `file`, with one picture.',
};
const TITLES: Record<number, Text> = {
  400: INVALID,
  404: REFUSAL_TEXTS['not-found'],
  405: {
    hans: '此地址不支持这种请求方法',
    hant: '此地址不支援這種請求方法',
    en: 'This address does not take this method',
  },
  408: { hans: '请求超时', hant: '請求逾時', en: 'The request took too long' },
  413: { hans: '请求内容过大', hant: '請求內容過大', en: 'The request is too large' },
  415: { hans: '不支持这种内容类型', hant: '不支援這種內容類型', en: 'This kind of content is not taken' },
  503: {
    hans: '服务暂时不可用,请稍后再试',
    hant: '服務暫時無法使用,請稍後再試',
    en: 'Not available right now; try again soon',
  },
};
const FAULT: Text = {
  hans: '服务出错,请稍后再试',
  hant: '服務出錯,請稍後再試',
  en: 'Something went wrong on our side',
};

/** Fastify's own refusals by status alone, and database outages as 503; everything else is a fault that says nothing. */
function describeHttp(err: FastifyError | Error, lang: Lang): Draft {
  const code = 'code' in err ? err.code : undefined;
  if (MORE_THAN_ONE_FILE.has(code)) {
    const errors = [{ field: 'file', rule: 'one-file-only', reason: ONE_FILE[lang] }];
    return { ...describeRefusal(new CaseError('picture-refused'), lang), errors };
  }
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return { type: 'about:blank', status: 415, title: (TITLES[415] ?? INVALID)[lang] };
  const own = 'statusCode' in err && typeof err.statusCode === 'number' ? err.statusCode : 500;
  const status = own >= 400 && own < 500 ? own : isAway(err) ? 503 : 500;
  return { type: 'about:blank', status, title: (TITLES[status] ?? (status < 500 ? INVALID : FAULT))[lang] };
}

/** Content that was sent to us under an erased case's key is refused like any other that is not ours. */
const isErased = (err: Error): boolean =>
  err instanceof KeyErased || (err.cause instanceof KeyErased && !('statusCode' in err));

/** A database or the virus scanner is away, or the master key that is needed has not come to us yet. */
const isAway = (err: Error): boolean =>
  isOutage(err) ||
  err instanceof ScannerAway ||
  err instanceof MasterKeyFault ||
  err.cause instanceof MasterKeyFault;

const MORE_THAN_ONE_FILE: ReadonlySet<unknown> = new Set([
  'FST_PARTS_LIMIT',
  'FST_FILES_LIMIT',
  'FST_FIELDS_LIMIT',
]);

/** A field that is refused before a schema reads it: 400, like what a schema refuses. */
export class RefusedField extends Error {
  override readonly name = 'RefusedField';
  readonly statusCode = 400;
  readonly field: string;
  readonly rule: FieldFault['rule'];
  constructor(field: string, rule: FieldFault['rule']) {
    super('refused field');
    this.field = field;
    this.rule = rule;
  }
}

/** Content that no schema describes was not what it should be: 400, and why is nobody's business. */
export function refusedContent(cause: unknown): Error {
  return Object.assign(new Error('refused content', { cause }), { statusCode: 400 });
}

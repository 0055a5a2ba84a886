import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

/**
 * Logs by allow-list: a line holds a fixed text, the process's name and the few fields below. Whatever else is passed
 * (a request, a row, an error's message) is dropped, so that personal data cannot slip in (R-50, canary test).
 */
const ALLOWED = [
  'orderNumber',
  'step',
  'requestId',
  'staffId',
  'accountId',
  'method',
  'route',
  'status',
  'ms',
  'taskQueues',
  'count',
  'link',
  'port',
  'errorName',
  'errorCode',
  'stack',
  'workflowId',
  'activityType',
  'sdkComponent',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED)[number], unknown>> & { err?: unknown };
export type Log = {
  debug(fields: LogFields, text: string): void;
  info(fields: LogFields, text: string): void;
  warn(fields: LogFields, text: string): void;
  error(fields: LogFields, text: string): void;
  /** For Temporal's runtime: its messages are its own fixed texts, its metadata goes through the same list. */
  forTemporal: TemporalLogger;
};
type TemporalLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
type TemporalLogger = {
  log: TemporalWrite;
  trace: Write;
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
};
type Write = (message: string, meta?: Record<string, unknown>) => void;
type TemporalWrite = (level: TemporalLevel, message: string, meta?: Record<string, unknown>) => void;

/** @param destination where the lines go, standard output unless told */
export function createLog(
  process: 'api' | 'worker',
  level: LogLevel,
  destination: DestinationStream = pino.destination(1),
): Log {
  const logger = pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, text: string) =>
    void (logger.isLevelEnabled(name) && logger[name](allowed(fields), text));
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    forTemporal: temporalLogger(logger),
  };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const kept = Object.fromEntries(
    ALLOWED.flatMap((name) => {
      const value = plain(fields[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return fields.err === undefined ? kept : { ...kept, ...describeError(fields.err) };
}

/** Codes, counts and lists of them; a whole object under an allowed name is dropped like any other. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.flatMap((each) => plain(each) ?? []) : undefined;
}

/** JSON escapes line feeds and ESC, but not the other characters that a terminal or a viewer obeys. */
const oneLine = (text: string): string =>
  text.slice(0, 500).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\ufffd');

/** An error's class, code and places; never its message, which may quote what somebody wrote. */
function describeError(err: unknown): Record<string, unknown> {
  if (!(err instanceof Error)) return { errorName: typeof err };
  const code =
    'code' in err && (typeof err.code === 'string' || typeof err.code === 'number')
      ? { errorCode: plain(err.code) }
      : {};
  const places = err.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const cause = err.cause === undefined ? {} : { cause: describeError(err.cause) };
  return {
    errorName: oneLine(err.name),
    ...code,
    stack: plain(places?.slice(0, 8).map((line) => line.trim())),
    ...cause,
  };
}

/** A warning of the SDK at every start: New York's worker makes documents and runs no workflows, by design. */
const EXPECTED = 'No workflows registered';

function temporalLogger(logger: Logger): TemporalLogger {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
  const log: TemporalWrite = (level, message, meta = {}) => {
    const own = message.startsWith(EXPECTED) ? 'debug' : levels[level];
    if (!logger.isLevelEnabled(own)) return; // the SDK tells of every activation
    const err = meta['error'];
    logger[own](allowed({ ...meta, ...(err === undefined ? {} : { err }) }), firstLine(message));
  };
  const write =
    (level: TemporalLevel): Write =>
    (message, meta) =>
      log(level, message, meta);
  return {
    log,
    trace: write('TRACE'),
    debug: write('DEBUG'),
    info: write('INFO'),
    warn: write('WARN'),
    error: write('ERROR'),
  };
}

const firstLine = (text: string): string => oneLine(text.split('\n', 1)[0]?.slice(0, 200) ?? '');

import { expect, test } from 'vitest';
import { createLog, type LogFields } from '../log.ts';

/** A log into memory. @returns the log, its raw text and its lines */
function memoryLog(level: 'debug' | 'info' = 'debug') {
  let text = '';
  const log = createLog('api', level, { write: (line: string) => void (text += line) });
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const SECRET = '吕测试 EA1234567';

test('L4 a line holds its text, the process and the listed fields', () => {
  const { log, lines } = memoryLog();

  log.info({ orderNumber: 'ABCD-EFGH-JKLM', status: 201, ms: 7, taskQueues: ['cases'] }, 'request');

  expect(lines()).toEqual([
    {
      level: 30,
      time: expect.any(String),
      process: 'api',
      orderNumber: 'ABCD-EFGH-JKLM',
      status: 201,
      ms: 7,
      taskQueues: ['cases'],
      msg: 'request',
    },
  ]);
});

test('L4 D3 nothing outside the list is written, at no depth', () => {
  const { log, text, lines } = memoryLog();
  const cause = Object.assign(new TypeError(SECRET), { code: '23505', detail: SECRET, parameters: [SECRET] });
  const err = Object.assign(new Error(`Failed query: ${SECRET}`, { cause }), { query: SECRET, body: SECRET });

  log.info(
    { passportNo: SECRET, request: { body: SECRET }, orderNumber: { name: SECRET } } as LogFields,
    'x',
  );
  log.error({ err }, 'request failed');
  log.error({ err: SECRET }, 'request failed');
  log.forTemporal.warn(`Activity failed\n${SECRET}`, { error: err, input: SECRET, workflowId: 'case/1' });
  log.forTemporal.log('ERROR', 'Workflow failed', { args: [SECRET], activityType: 'approve' });

  expect(text()).not.toContain('EA1234567');
  expect(text()).not.toContain('吕');
  const [first, failed, other, activity, workflow] = lines();
  expect(Object.keys(first ?? {})).toEqual(['level', 'time', 'process', 'msg']);
  expect(failed).toMatchObject({
    errorName: 'Error',
    stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
    cause: { errorName: 'TypeError', errorCode: '23505' },
  });
  expect(other).toMatchObject({ errorName: 'string' });
  expect(activity).toMatchObject({ msg: 'Activity failed', workflowId: 'case/1' });
  expect(workflow).toMatchObject({ msg: 'Workflow failed', activityType: 'approve' });
});

test.each([
  ['a line feed', 'a\nb'],
  ['CR LF and a forged line', 'a\r\n{"level":30,"msg":"forged"}'],
  ['an ANSI escape', '\u001b[2J\u001b[31mred'],
  ['a one-byte CSI', '\u009b2J'],
  ['a line separator', 'a\u2028b'],
  ['a turned direction', 'a\u202Eb'],
  ['NUL', 'a\0b'],
])('L4 %s in a field stays on its line and is harmless', (_what, value) => {
  const { log, text, lines } = memoryLog();

  log.info(
    { route: value, taskQueues: [value], err: Object.assign(new Error(value), { code: value }) },
    'request',
  );
  log.forTemporal.info(value);

  expect(lines()).toHaveLength(2);
  expect(text().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  expect(JSON.stringify(lines())).not.toMatch(/\\u001b|\\n|\\r|\\u0000/);
  expect(lines()[0]?.['msg']).toBe('request');
});

test('L4 a field cannot flood the log', () => {
  const { log, text } = memoryLog();

  log.info({ route: 'x'.repeat(100_000) }, 'request');

  expect(text().length).toBeLessThan(1_000);
});

test('a level is kept', () => {
  const { log, lines } = memoryLog('info');

  log.debug({}, 'quiet');
  log.info({}, 'said');

  expect(lines().map(({ msg }) => msg)).toEqual(['said']);
});

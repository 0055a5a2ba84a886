import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One thing that was found, with the request that shows it. */
export type Failure = {
  operation: string;
  check: string;
  says: string;
  request: string;
  status: number | undefined;
};

export type Reading = {
  cases: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
  /** One of each kind at each operation. */
  failures: Failure[];
  /** Operations that could not be tested, and why. */
  errors: string[];
};

type Bytes = { $base64: string };
type Interaction = {
  request: { method: string; uri: string; body?: Bytes };
  response?: { status_code: number } | null;
};
type Check = {
  name: string;
  status: string;
  failure_info?: { failure?: { title?: string; message?: string } };
};
type Line = {
  ScenarioFinished?: {
    recorder: {
      label: string;
      interactions?: Record<string, Interaction>;
      checks?: Record<string, Check[]>;
    };
  };
  NonFatalError?: { label?: string; value?: { message?: string } };
  FatalError?: { exception?: { message?: string } };
};

/** Reads what Schemathesis recorded (NDJSON, an event a line, megabytes each). */
export async function readReport(file: string): Promise<Reading> {
  const reading: Reading = { cases: 0, statuses: {}, failures: [], errors: [] };
  const seen = new Set<string>();
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = JSON.parse(text) as Line;
    const { label = '', value } = line.NonFatalError ?? {};
    if (line.NonFatalError) reading.errors.push(`${label}: ${value?.message ?? 'an error'}`);
    if (line.FatalError)
      reading.errors.push(`Schemathesis: ${line.FatalError.exception?.message ?? 'it failed'}`);
    if (!line.ScenarioFinished) continue;
    const { recorder } = line.ScenarioFinished;
    count(reading, Object.values(recorder.interactions ?? {}));
    for (const failure of failuresOf(recorder)) {
      const kind = `${failure.operation}|${failure.check}|${failure.status}|${failure.says.split('\n')[0]}`;
      if (!seen.has(kind)) reading.failures.push(failure);
      seen.add(kind);
    }
  }
  return reading;
}

function count(reading: Reading, interactions: readonly Interaction[]): void {
  reading.cases += interactions.length;
  for (const { response } of interactions) {
    const status = response ? String(response.status_code) : 'none';
    reading.statuses[status] = (reading.statuses[status] ?? 0) + 1;
  }
}

type Recorder = NonNullable<Line['ScenarioFinished']>['recorder'];

function failuresOf({ label, interactions = {}, checks = {} }: Recorder): Failure[] {
  return Object.entries(checks).flatMap(([id, done]) =>
    done
      .filter(({ status }) => status === 'failure')
      .map(({ name, failure_info: info }) => {
        const { title = '', message = '' } = info?.failure ?? {};
        const { request, response } = interactions[id] ?? {};
        return {
          operation: label,
          check: name,
          says: `${title}: ${message}`,
          request: request ? `${request.method} ${request.uri} ${bodyOf(request)}`.trim() : '',
          status: response?.status_code,
        };
      }),
  );
}

const bodyOf = ({ body }: Interaction['request']): string =>
  body ? Buffer.from(body.$base64, 'base64').toString().slice(0, 2_000) : '';

import { join } from 'node:path';
import { FAR_MORE, withOwnStack } from '../chaos/own-stack.ts';
import { createHttp } from '../demo/http.ts';
import type { StaffAccount } from '../demo/session.ts';
import { openCases } from './cases.ts';
import { type Identity, identities } from './people.ts';
import { findSchemathesis } from './program.ts';
import type { Reading } from './report.ts';
import { fuzz, type Run } from './run.ts';
import { ENDINGS } from './settings.ts';

export type FuzzOptions = {
  /** At least so many in all. */
  cases: number;
  seed: number;
  /** Names of those who ask; everybody if absent. */
  only?: readonly string[] | undefined;
  /** Reports and outputs are kept here. */
  folder: string;
  say: (line: string) => void;
};

export type Asked = { identity: string; seconds: number } & Reading;

/** Of one operation in the first round; coverage and stateful testing add many times as much. */
const PER_OPERATION = 12;
const ROUNDS_MAX = 20;
/** Who ask at the same time. */
const LANES = 2;

/** Asks the whole API as everybody, with Schemathesis, against a system of its own. */
export async function runFuzz(options: FuzzOptions): Promise<Asked[]> {
  const program = await findSchemathesis(process.env, options.say);
  return withOwnStack(
    async (stack) => {
      const { addresses, demoAccounts } = stack;
      const http = createHttp(addresses.api);
      options.say('Opening cases at several stages …');
      const accounts = demoAccounts as StaffAccount[];
      const { applicant, things } = await openCases({ http, mailbox: addresses.mailbox ?? '', accounts });
      const everybody = await identities(stack, http, applicant);
      const who = everybody.filter(({ name }) => options.only?.includes(name) ?? true);
      return askRounds(options, who, { program, api: addresses.api, things });
    },
    { say: options.say, env: FAR_MORE },
  );
}

type Common = Pick<Run, 'program' | 'api' | 'things'>;

/** Everybody once with all phases, then with further seeds until there are cases enough. */
async function askRounds(options: FuzzOptions, who: readonly Identity[], common: Common): Promise<Asked[]> {
  const asked: Asked[] = [];
  const total = (): number => asked.reduce((sum, { cases }) => sum + cases, 0);
  for (let round = 0; round === 0 || (total() < options.cases && round < ROUNDS_MAX); round += 1) {
    const waiting = [...who];
    const lane = async (): Promise<void> => {
      for (let identity = waiting.shift(); identity; identity = waiting.shift())
        asked.push(...(await askAs(identity, round, options, common)));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  return asked;
}

/** @returns what was found with one session, and what with another one that may end on the way */
async function askAs(
  identity: Identity,
  round: number,
  options: FuzzOptions,
  common: Common,
): Promise<Asked[]> {
  const { name, operations, enter } = identity;
  const isEnding = (id: (typeof operations)[number]): boolean => enter !== undefined && ENDINGS.has(id);
  const parts = [
    { part: name, operations: operations.filter((id) => !isEnding(id)) },
    { part: `${name}, last`, operations: operations.filter(isEnding) },
  ];
  const asked: Asked[] = [];
  for (const { part, operations: some } of parts.filter((each) => each.operations.length > 0)) {
    const startedAtMs = Date.now();
    const reading = await fuzz({
      ...common,
      folder: join(options.folder, `${round} ${part}`),
      seed: options.seed + round,
      perOperation: PER_OPERATION * (round + 1),
      operations: some,
      token: await enter?.(),
    });
    const seconds = Math.round((Date.now() - startedAtMs) / 1_000);
    asked.push({ identity: part, seconds, ...reading });
    options.say(
      `${part}: ${reading.cases} cases in ${seconds} s, ${reading.failures.length} failures ${JSON.stringify(reading.statuses)}`,
    );
  }
  return asked;
}

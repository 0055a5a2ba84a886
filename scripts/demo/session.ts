import type { CommandKind, StaffRole } from '../../domain/commands.ts';
import type { PostCode } from '../../domain/posts.ts';
import type { Status } from '../../domain/statuses.ts';
import { type Ask, type Got, type Http, nowMs, Refused } from './http.ts';

/** A command that the API answered with 2xx: the promise that the fault campaign holds the system to. */
export type Acknowledged = {
  orderNumber: string;
  kind: CommandKind;
  status: Status;
  version: number;
  /** When the try that was answered began, and when its answer came. */
  beganAtMs: number;
  answeredAtMs: number;
};

/** How often one ask may find the session ended or its second factor old. */
const RENEWALS = 3;

/** Somebody who is logged in. */
export type Session = {
  ask<T>(ask: Omit<Ask, 'token'>): Promise<Got<T>>;
  /** Gives one command of a case and tells the board where it led. */
  command(orderNumber: string, kind: CommandKind, path: string, body: unknown): Promise<Status>;
  /** The same session over another client. */
  over(http: Http): Session;
  /** Logs in once more. @returns the token of a session beside this one */
  enter(): Promise<string>;
};

/** How somebody gets a session's token, and another one once a second factor is asked for in the middle (S5). */
export type Door = { enter(): Promise<string>; stepUp?(token: string): Promise<string> };

/** Logs in when first needed, keeps the session, steps up when asked to, and logs in again when it has ended. */
export function createSession(
  http: Http,
  door: Door,
  acknowledged: (answer: Acknowledged) => void,
  open?: Promise<string>,
): Session {
  let token = open;
  async function ask<T>(wanted: Omit<Ask, 'token'>): Promise<Got<T>> {
    for (let left = RENEWALS; ; left -= 1) {
      const used = (token ??= door.enter());
      try {
        return await http.ask<T>({ ...wanted, token: await used });
      } catch (error) {
        const again = left > 0 && error instanceof Refused ? renewal(error, used) : undefined;
        if (!again) throw error;
        if (token === used) token = again();
      }
    }
  }
  /** A step-up whose answer was lost has ended the session, so that one enters anew. */
  function renewal({ code }: Refused, used: Promise<string>): (() => Promise<string>) | undefined {
    if (code === 'session-expired') return () => door.enter();
    const { stepUp } = door;
    if (code !== 'step-up-required' || !stepUp) return undefined;
    return async () => stepUp(await used).catch(() => door.enter());
  }
  return {
    ask,
    async command(orderNumber, kind, path, body) {
      const { body: answer, beganAtMs } = await ask<Pick<Acknowledged, 'status' | 'version'>>({
        method: 'POST',
        path,
        body,
      });
      const { status, version } = answer;
      acknowledged({ orderNumber, kind, status, version, beganAtMs, answeredAtMs: nowMs() });
      return status;
    },
    over: (other) => createSession(other, door, acknowledged, token),
    enter: () => door.enter(),
  };
}

/** An account of the demonstration, as the start script keeps it. */
export type StaffAccount = {
  login: string;
  password: string;
  /** Of its authenticator. */
  totpSecret: string;
  roles: readonly StaffRole[];
  post: PostCode;
};

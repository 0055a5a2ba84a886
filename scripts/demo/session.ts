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

/** Somebody who is logged in. */
export type Session = {
  ask<T>(ask: Omit<Ask, 'token'>): Promise<Got<T>>;
  /** Gives one command of a case and tells the board where it led. */
  command(orderNumber: string, kind: CommandKind, path: string, body: unknown): Promise<Status>;
  /** The same session over another client. */
  over(http: Http): Session;
};

/** Logs in when first needed, keeps the session, and logs in again when it has ended. */
export function createSession(
  http: Http,
  login: () => Promise<string>,
  acknowledged: (answer: Acknowledged) => void,
  open?: Promise<string>,
): Session {
  let token = open;
  async function ask<T>(wanted: Omit<Ask, 'token'>): Promise<Got<T>> {
    const used = (token ??= login());
    try {
      return await http.ask<T>({ ...wanted, token: await used });
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'session-expired') throw error;
      if (token === used) token = login();
      return http.ask<T>({ ...wanted, token: await token });
    }
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
    over: (other) => createSession(other, login, acknowledged, token),
  };
}

/** An account of the demonstration, as the start script keeps it. */
export type StaffAccount = {
  login: string;
  password: string;
  roles: readonly StaffRole[];
  post: PostCode;
};

import pg from 'pg';
import { actingNow } from './acting.ts';

type Done = (
  err: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (err?: Error | boolean) => void,
) => void;

const TELL = { name: 'act_as', text: `select set_config('acting.who', $1, false)` };
/** Superusers, BYPASSRLS and the tables' owner would see everybody's rows. */
const IS_ABOVE = `
  select rolsuper or rolbypassrls
    or exists (select from pg_class where oid = to_regclass('public.cases') and pg_has_role(current_user, relowner, 'member'))
    as above
  from pg_roles where rolname = current_user`;

/**
 * A pool whose connections ask for whoever asks at the moment (db/acting.ts): they are told so when they are taken out,
 * before any other statement, for single queries and transactions alike. A connection that cannot be told is thrown away.
 */
export class ActingPool extends pg.Pool {
  /** Who each connection asks for; one that is not in here is new. */
  readonly #asks = new WeakMap<pg.PoolClient, string>();

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Done): void;
  override connect(callback?: Done): Promise<pg.PoolClient> | undefined {
    // Before it waits for a connection: it is handed over in the course of somebody else's request.
    const who = actingNow();
    const told = super.connect().then((client) => this.#tell(client, who));
    if (!callback) return told;
    told.then(
      (client) => callback(undefined, client, client.release),
      (err: Error) => callback(err, undefined, () => undefined),
    );
    return undefined;
  }

  async #tell(client: pg.PoolClient, who: string): Promise<pg.PoolClient> {
    const asks = this.#asks.get(client);
    if (asks === who) return client;
    try {
      if (asks === undefined) await refuseAbove(client);
      await client.query({ ...TELL, values: [who] });
    } catch (err) {
      client.release(true);
      throw err;
    }
    this.#asks.set(client, who);
    return client;
  }
}

async function refuseAbove(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ above: boolean }>(IS_ABOVE);
  if (rows[0]?.above !== false) throw new RoleAbovePolicies();
}

/** The API was given the database's owner or a superuser: its policies would hold nobody back (C2, Z3). */
export class RoleAbovePolicies extends Error {
  override readonly name = 'RoleAbovePolicies';
  constructor() {
    super(
      'DATABASE_URL names a role that stands above row-level security; the API needs consular_api (docs/operating.md)',
    );
  }
}

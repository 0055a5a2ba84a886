import type pg from 'pg';

/** What a statement runs on: the pool, or one connection with a transaction. */
export type Connection = Pick<pg.Pool, 'query'>;

/**
 * SQL that is asked so often that its text is made once and planned once for each connection (docs/adr/0009). Values are
 * named in it, `:orderNumber`; a name may stand in several places.
 */
export function statement<Row extends pg.QueryResultRow, Values extends Record<string, unknown>>(
  name: string,
  sql: string,
): (on: Connection, values: Values) => Promise<Row[]> {
  const names: string[] = [];
  const text = sql.replace(/(?<!:):([a-zA-Z]\w*)/g, (_, each: string) => {
    if (!names.includes(each)) names.push(each);
    return `$${names.indexOf(each) + 1}`;
  });
  return async (on, values) => {
    const { rows } = await on.query<Row>({ name, text, values: names.map((each) => values[each]) });
    return rows;
  };
}

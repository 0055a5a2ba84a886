import type { OperationId } from '../../domain/rights.ts';

/** What there is to ask about: half of the made-up requests name something real, or they would all end at "not found". */
export type Things = {
  orders: readonly string[];
  /** Drafts, and what became of them. */
  applications: readonly string[];
  documents: readonly string[];
};

/** A share of the cases whose parameter comes from what is there. */
const REAL = 0.6;
/** How many of a case's versions are tried as the one before somebody's eyes. */
const VERSIONS = 12;

const UNREAL = '00000000-0000-4000-8000-000000000000';

/** Where Schemathesis's own idea of a good answer is not ours. */
const CHECKS = `
[checks.not_a_server_error]
# 503 says when to come again: its header is declared and checked
expected-statuses = ["2xx", "3xx", "4xx", 503]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 429, 503]
[checks.positive_data_acceptance]
# 422: rules beyond a schema's reach; 413 and 415: made-up bytes are no picture
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 413, 415, 422, 429, 503]
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 404, 409]
`;

/** Node's parser ends a connection at methods that it does not know (QUERY) before there is a request. */
const METHODS = `
[phases.coverage]
unexpected-methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE"]
`;

/** Schemathesis's configuration file. The session's token is in the environment: FUZZ_TOKEN. */
export function settingsText({ orders, applications, documents }: Things, hasToken: boolean): string {
  const versions = Array.from({ length: VERSIONS }, (_, index) => index);
  return [
    '[cache]\nenabled = false',
    '[generation]\ndatabase = "none"\nallow-x00 = false', // no schema says so, but NUL is refused everywhere (api/unwritable.ts)
    ...(hasToken ? ['[auth.openapi.bearer]\nbearer = "${FUZZ_TOKEN}"'] : []),
    CHECKS,
    METHODS,
    dictionary('orders', orders),
    dictionary('applications', applications),
    dictionary('documents', documents),
    `[dictionaries.versions]\nvalues = ${JSON.stringify(versions)}`,
    `[parameters]\n${from('path.orderNumber', 'orders')}\n${from('path.documentId', 'documents')}\n${from('body.seenVersion', 'versions')}`,
    `[[operations]]\ninclude-path-regex = "^/v1/drafts/"\n[operations.parameters]\n${from('path.id', 'applications')}`,
  ].join('\n\n');
}

/** A dictionary must not be empty; who has nothing asks for what nobody has. */
const dictionary = (name: string, values: readonly string[]): string =>
  `[dictionaries.${name}]\nvalues = ${JSON.stringify(values.length > 0 ? values : [UNREAL])}`;

const from = (parameter: string, name: string): string =>
  `"${parameter}" = { dictionary = "${name}", probability = ${REAL} }`;

/** What ends the session that asks: asked for last, with a session of its own. */
export const ENDINGS: ReadonlySet<OperationId> = new Set<OperationId>([
  'logout',
  'endOwnSession',
  'endOtherSessions',
  'listSessions',
  'staffLogout',
  'endOwnStaffSession',
  'endOtherStaffSessions',
  'listStaffSessions',
]);

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StaffRow } from '../db/accounts.ts';
import type { Order } from '../db/orders.ts';
import {
  type CommandBodies,
  INTERVIEW_REASONS,
  MAILED_ITEMS,
  REFUSAL_GROUNDS,
  SUPPLEMENT_REASONS,
} from '../domain/case-state.ts';
import { ALLOWED, type PersonCommand, type Role } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import { commandsNow } from '../domain/flags.ts';
import { formFor } from '../domain/forms/form.ts';
import { PAYMENT_KINDS } from '../domain/posts.ts';
import { madeAt } from '../domain/production.ts';
import { uspsVerdict } from '../domain/usps.ts';
import { giveCommand } from './commands.ts';
import type { AppDeps } from './deps.ts';
import { KeyHeaders } from './idempotency.ts';
import { CommandAnswer, Note, OrderParams, problems, SeenVersion } from './schemas.ts';

const seenVersion = SeenVersion;
const note = Note.default('');
const tracking = z.string().min(1).max(60);

/** What staff say with each command; every decision binds to the version that was seen. */
const BODIES = {
  requestSupplement: z.strictObject({
    seenVersion,
    items: z
      .array(
        z.strictObject({
          target: z.enum(['field', 'document']),
          name: z.string().max(80),
          reason: z.enum(SUPPLEMENT_REASONS),
        }),
      )
      .min(1)
      .max(50),
    note,
  }),
  requireInterview: z.strictObject({ seenVersion, reason: z.enum(INTERVIEW_REASONS), note }),
  recordInterview: z.strictObject({
    seenVersion,
    outcome: z.enum(['held', 'no-show']),
    guardianPresent: z
      .boolean()
      .optional()
      .meta({ description: 'Of a minor: the guardian who filed took part; without, it was not held (R-14)' }),
    note,
  }),
  approve: z.strictObject({
    seenVersion,
    nationalityChecked: z.boolean().optional().meta({
      description: 'Where the nationality statement left a doubt: the officer has settled it (R-13)',
    }),
    note,
  }),
  recordIssuerAnswer: z.strictObject({
    seenVersion: seenVersion.optional(),
    outcome: z.enum(['confirmed', 'denied']),
    note,
  }),
  refuse: z.strictObject({ seenVersion, ground: z.enum(REFUSAL_GROUNDS), note }),
  receiveMaterials: z.strictObject({
    seenVersion: seenVersion.optional(),
    items: z.array(z.enum(MAILED_ITEMS)).max(MAILED_ITEMS.length),
    payment: z.strictObject({
      kind: z.enum([...PAYMENT_KINDS, 'personal-check', 'cash']),
      cents: z.int().min(0).max(1_000_000),
      payee: z.string().max(200).optional(),
    }),
    returnTracking: tracking,
  }),
  completeProduction: z.strictObject({ seenVersion, documentNumber: z.string().regex(/^[A-Z0-9]{6,12}$/) }),
  mailDocument: z.strictObject({ seenVersion, tracking }),
  closeCase: z.strictObject({ seenVersion: seenVersion.optional(), note }),
  extendDeadline: z.strictObject({
    seenVersion: seenVersion.optional(),
    days: z.int().min(1).max(365),
    note,
  }),
  lapse: z.strictObject({ seenVersion: seenVersion.optional(), note }),
} as const;
type StaffCommand = keyof typeof BODIES;

/** Where each command lives below a case, and what it does in a sentence. */
const ROUTES = {
  requestSupplement: [
    'supplement-requests',
    'Asks for supplements or corrections: one request, each item with a coded reason (R-23).',
  ],
  requireInterview: ['interview-requirement', 'Requires a video interview (R-26).'],
  recordInterview: ['interview-result', 'Records how the interview went (R-28).'],
  approve: ['approval', 'Approves: the order becomes 待制證 and its applicant may mail (R-23).'],
  recordIssuerAnswer: [
    'issuer-answer',
    'What the original issuing authority of a lost passport answered; before it has confirmed nothing is made (R-35).',
  ],
  refuse: [
    'refusal',
    'Refuses on a coded ground (R-23); after the approval only once the issuing authority has denied (R-35).',
  ],
  receiveMaterials: [
    'materials',
    'Checks the mailed materials in; complete ones go to production (R-29, R-33).',
  ],
  completeProduction: [
    'production',
    'The document was made, with its number: a passport in New York (R-34), else at the post (R-37).',
  ],
  mailDocument: [
    'dispatch',
    'The return envelope was mailed with the applicant’s own tracking number (R-36).',
  ],
  closeCase: ['closure', 'Closes a mailed case.'],
  extendDeadline: ['extension', 'Gives the present step a new deadline, so many days from today.'],
  lapse: ['lapse', 'Ends a case whose deadline has passed.'],
} as const satisfies Record<StaffCommand, readonly [string, string]>;

export function registerStaffCommands(app: FastifyInstance, deps: AppDeps): void {
  for (const kind of Object.keys(BODIES) as StaffCommand[]) {
    const [path, description] = ROUTES[kind];
    app.withTypeProvider<ZodTypeProvider>().post(
      `/staff/cases/:orderNumber/${path}`,
      {
        schema: {
          operationId: kind,
          tags: ['Staff commands'],
          description,
          params: OrderParams,
          headers: KeyHeaders,
          body: BODIES[kind],
          response: { 200: CommandAnswer, ...problems(400, 401, 403, 404, 409, 422, 503) },
        },
      },
      async (request) => give(deps, request, kind, request.body as { seenVersion?: number }),
    );
  }
}

async function give(
  deps: AppDeps,
  request: FastifyRequest,
  kind: StaffCommand,
  said: { seenVersion?: number },
) {
  const { order, staff: member } = request;
  const { seenVersion: seen = null, ...rest } = said;
  const body = rest as CommandBodies[StaffCommand];
  refuseOtherCarriers(rest);
  if (kind === 'requestSupplement')
    await refuseUnknownTargets(deps, order, body as CommandBodies['requestSupplement']);
  const by = { role: roleFor(member, kind, order), id: member.id, post: member.post };
  return giveCommand(deps, request, order, { kind, body, by, seenVersion: seen });
}

/** In which of one's roles one gives this command: one that may now, if there is. @throws CaseError not-permitted when in none */
function roleFor({ roles }: StaffRow, kind: PersonCommand, { state, service, post }: Order): Role {
  const permitted = Object.values(ALLOWED).flatMap(
    (row) => (row as Partial<Record<PersonCommand, readonly Role[]>>)[kind] ?? [],
  );
  const given = { madeAt: madeAt(service, post), hasApproved: false }; // that the machine asks of the person
  const mayNow = (role: Role) => commandsNow(state, [role], given).includes(kind);
  const role = roles.find(mayNow) ?? roles.find((each) => permitted.includes(each));
  if (!role) throw new CaseError('not-permitted');
  return role;
}

/** USPS only; a doubtful check digit is taken, as new series exist. */
function refuseOtherCarriers({
  tracking,
  returnTracking,
}: Partial<CommandBodies['mailDocument'] & CommandBodies['receiveMaterials']>): void {
  const faults = Object.entries({ tracking, returnTracking })
    .filter(([, number]) => number !== undefined && uspsVerdict(number) === 'not-usps')
    .map(([field]) => ({ field, rule: 'tracking-not-usps' as const }));
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
}

/** Only what the order's own form has can be asked for again: a later version may ask for other things. */
async function refuseUnknownTargets(
  { applications }: Pick<AppDeps, 'applications'>,
  { service, applicationId }: Order,
  { items }: CommandBodies['requestSupplement'],
): Promise<void> {
  const application = await applications.findApplication(applicationId);
  const form = formFor(service, application?.formVersion);
  const fields = form.sections.flatMap((section) => section.fields.map(({ id }) => id));
  const kinds = form.materials.map(({ kind }) => kind);
  const faults = items
    .filter(({ target, name }) => !(target === 'field' ? fields : kinds).includes(name))
    .map(({ target, name }) => ({
      field: name,
      rule: target === 'field' ? ('unknown-field' as const) : ('material-unknown' as const),
    }));
  if (faults.length > 0) throw new CaseError('form-incomplete', { faults });
}

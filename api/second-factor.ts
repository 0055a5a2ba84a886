import { z } from 'zod';
import { qrPath } from '../adapters/pdf/codes.ts';
import { newTotpSecret, totpStep, totpUri } from '../adapters/totp.ts';
import type { Owner } from '../db/challenges.ts';
import type { OpenFactor } from '../db/factors.ts';
import { CaseError } from '../domain/errors.ts';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { ONE_LINE } from './schemas.ts';

const FACTOR_KINDS = ['totp', 'passkey'] as const;
/** How long a challenge can be answered, minutes. */
const CHALLENGE_MINUTES = 10;

const Base64Url = z
  .string()
  .max(8_000)
  .regex(/^[\w-]*$/);
export const ChallengeToken = z
  .string()
  .max(100)
  .regex(/^[\w-]+$/);
export const TotpCode = z.string().regex(/^\d{6}$/);
export const FactorName = z.string().trim().min(1).max(50).regex(ONE_LINE);

/** What extensions of WebAuthn answer (credProps, prf, largeBlob): by names, since `__proto__` is refused in any body. */
const ExtensionResults = byName(z.union([Scalar(), byName(z.union([Scalar(), byName(Scalar())]))]));
function byName<T extends z.ZodType>(value: T) {
  return z.record(z.string().regex(/^[A-Za-z]\w{0,49}$/), value);
}
function Scalar() {
  return z.union([z.boolean(), z.number(), z.string().max(8_000)]);
}

const credential = {
  id: Base64Url.max(1_400),
  rawId: Base64Url.max(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: ExtensionResults,
};
/** What navigator.credentials.get() gave, as JSON. */
export const PasskeySignature = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.optional(),
    }),
  })
  .meta({ id: 'PasskeySignature' });
/** What navigator.credentials.create() gave, as JSON. */
const PasskeyCreation = z
  .strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url.max(64_000),
      authenticatorData: Base64Url.optional(),
      transports: z.array(z.string().max(20)).max(10).optional(),
      publicKeyAlgorithm: z.int().optional(),
      publicKey: Base64Url.optional(),
    }),
  })
  .meta({ id: 'PasskeyCreation' });

export const PasskeyProof = z
  .strictObject({ challenge: ChallengeToken, passkey: PasskeySignature })
  .meta({ id: 'PasskeyProof' });
/** Answers a challenge: with an authenticator's code, or with a passkey's signature. */
export const FactorProof = z
  .union([z.strictObject({ challenge: ChallengeToken, code: TotpCode }), PasskeyProof])
  .meta({ id: 'FactorProof' });
export const NewPasskey = z.strictObject({ challenge: ChallengeToken, passkey: PasskeyCreation });

/** Options for navigator.credentials; what a browser does with them is WebAuthn's business. */
const WebAuthnOptions = z.record(z.string(), z.unknown());
export const FactorChallenge = z
  .object({
    challenge: z.string(),
    kinds: z.array(z.enum(FACTOR_KINDS)),
    passkey: WebAuthnOptions.optional().meta({ description: 'options for navigator.credentials.get()' }),
  })
  .meta({ id: 'FactorChallenge' });
/** The password was right; now {@link FactorProof}. */
export const SecondFactorNeeded = z
  .object({ secondFactor: FactorChallenge })
  .meta({ id: 'SecondFactorNeeded' });
export const TotpToConfirm = z.object({
  id: z.uuid(),
  secret: z.string().meta({ description: 'base32, to be typed where no picture can be read' }),
  uri: z.string().meta({ description: 'otpauth://, as a link' }),
  qr: z
    .object({ size: z.int(), path: z.string() })
    .meta({ description: 'The same as a QR code: the path of an SVG of `size` modules' }),
});
export const PasskeyToMake = z.object({
  challenge: z.string(),
  passkey: WebAuthnOptions.meta({ description: 'options for navigator.credentials.create()' }),
});
export const FactorList = z.object({
  factors: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(FACTOR_KINDS),
      name: z.string(),
      addedAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime().nullable(),
    }),
  ),
});

/** The bucket of what is limited for each owner of factors, and the id that authenticators get. */
export const ownerKey = (owner: Owner): string =>
  'accountId' in owner ? `account|${owner.accountId}` : `staff|${owner.staffId}`;

const trace = (requestId: string | undefined) => ({ requestId: requestId ?? null });

type Pending<Rest> = { rest: Rest; passkeyChallenge: string | null };

/** Second factors as the routes of both doors use them: to ask for one, to check the answer, to add one. */
export function createSecondFactor(deps: Pick<AppDeps, 'people' | 'factors' | 'challenges' | 'passkeys'>) {
  const { people, factors, challenges } = deps;
  const passkeysOf = (owner: Owner) => deps.passkeys['accountId' in owner ? 'account' : 'staff'];

  /** Whether one of the codes of the three time steps, for the first time (A4). */
  async function useCode(code: string, known: OpenFactor[], nowMs: number): Promise<boolean> {
    for (const factor of known) {
      const step = factor.kind === 'totp' ? totpStep(factor.secret, code, nowMs) : undefined;
      if (step !== undefined && (await factors.use(factor, step))) return true;
    }
    return false;
  }

  /** @param challenge  what the authenticator had to sign; null when no passkey was asked for */
  async function usePasskey(
    signature: z.infer<typeof PasskeySignature>,
    challenge: string | null,
    owner: Owner,
    known: OpenFactor[],
  ): Promise<boolean> {
    const factor = known.find((each) => each.kind === 'passkey' && each.passkey.id === signature.id);
    if (challenge === null || factor?.kind !== 'passkey') return false;
    const counter = await passkeysOf(owner).readSignature(withoutGaps(signature), challenge, factor);
    return counter !== undefined && factors.use(factor, counter);
  }

  return {
    /**
     * Begins what a second factor has to finish. @param rest  what has to be known again then
     * @returns undefined when the owner has no factor
     */
    async ask(
      purpose: 'second-factor' | 'step-up' | 'reset',
      owner: Owner,
      rest: unknown,
    ): Promise<z.infer<typeof FactorChallenge> | undefined> {
      const { factors: known } = await factors.listOpen(owner);
      if (known.length === 0) return undefined;
      const keys = known.flatMap((factor) => (factor.kind === 'passkey' ? [factor.passkey] : []));
      const options = keys.length > 0 ? await passkeysOf(owner).requestOptions(keys) : undefined;
      const state: Pending<unknown> = { rest, passkeyChallenge: options?.challenge ?? null };
      return {
        challenge: await challenges.begin(purpose, { owner, state, minutes: CHALLENGE_MINUTES }),
        kinds: FACTOR_KINDS.filter((kind) => known.some((factor) => factor.kind === kind)),
        ...(options ? { passkey: { ...options } } : {}),
      };
    },

    /**
     * Checks the answer and uses challenge and code up. A wrong code leaves the challenge for another try (five in ten
     * minutes, R6); a passkey's challenge is over with its first answer, right or wrong (A5).
     *
     * @throws CaseError challenge-over | factor-wrong | rate-limited
     */
    async prove<Rest>(
      purpose: 'second-factor' | 'step-up' | 'reset',
      proof: z.infer<typeof FactorProof>,
      requestId?: string,
    ): Promise<{ owner: Owner; rest: Rest }> {
      const look = 'passkey' in proof ? challenges.finish : challenges.find;
      const pending = await look<Pending<Rest>>(purpose, proof.challenge);
      if (!pending?.owner) throw new CaseError('challenge-over');
      const { owner, state } = pending;
      await takeTry(people, 'factor', ownerKey(owner));
      const { factors: known, nowMs } = await factors.listOpen(owner);
      const isRight =
        'code' in proof
          ? await useCode(proof.code, known, nowMs)
          : await usePasskey(proof.passkey, state.passkeyChallenge, owner, known);
      if (!isRight) {
        await factors.noteRefused(owner, trace(requestId));
        throw new CaseError('factor-wrong');
      }
      if ('code' in proof && !(await challenges.finish(purpose, proof.challenge)))
        throw new CaseError('challenge-over');
      return { owner, rest: state.rest };
    },

    /** What a password reset has to be finished with: the second factor where there is one (A7), otherwise nothing more. */
    async askReset(owner: Owner, rest: string): Promise<z.infer<typeof FactorChallenge>> {
      const asked = await this.ask('reset', owner, rest);
      if (asked) return asked;
      const state: Pending<string> = { rest, passkeyChallenge: null };
      return {
        challenge: await challenges.begin('reset', { owner, state, minutes: CHALLENGE_MINUTES }),
        kinds: [],
      };
    },

    /** A reset by somebody without a second factor. @throws CaseError challenge-over */
    async finishReset(challenge: string): Promise<{ rest: string }> {
      const pending = await challenges.finish<Pending<string>>('reset', challenge);
      if (!pending) throw new CaseError('challenge-over');
      return pending.state;
    },

    /** An applicant's login that begins with a passkey: the browser offers those that it has for this site. */
    async askForPasskey(rest: unknown): Promise<z.infer<typeof FactorChallenge>> {
      const options = await deps.passkeys.account.requestOptions([]);
      const state: Pending<unknown> = { rest, passkeyChallenge: options.challenge };
      const challenge = await challenges.begin('passkey-login', { state, minutes: CHALLENGE_MINUTES });
      return { challenge, kinds: ['passkey'], passkey: { ...options } };
    },

    /** Whose passkey it was. @throws CaseError challenge-over | factor-wrong, the same for a stranger's passkey */
    async provePasskey<Rest>(proof: z.infer<typeof PasskeyProof>): Promise<{ owner: Owner; rest: Rest }> {
      const pending = await challenges.finish<Pending<Rest>>('passkey-login', proof.challenge);
      if (!pending) throw new CaseError('challenge-over');
      const found = await factors.findPasskey(proof.passkey.id);
      const { passkeyChallenge, rest } = pending.state;
      if (!found || !(await usePasskey(proof.passkey, passkeyChallenge, found.owner, [found.factor])))
        throw new CaseError('factor-wrong');
      return { owner: found.owner, rest };
    },

    /** A secret for an authenticator app; it counts after {@link confirmTotp}. @param label  shown in the app */
    async beginTotp(owner: Owner, name: string, label: string): Promise<z.infer<typeof TotpToConfirm>> {
      const secret = newTotpSecret();
      const id = await factors.add(owner, name, { kind: 'totp', secret });
      if (!id) throw new CaseError('too-many-factors');
      const uri = totpUri(secret, label);
      return { id, secret, uri, qr: qrPath(uri) };
    },

    /** @throws CaseError not-found | factor-wrong | rate-limited */
    async confirmTotp(owner: Owner, id: string, code: string, requestId?: string): Promise<void> {
      const waiting = await factors.findUnconfirmed(owner, id);
      if (waiting?.factor.kind !== 'totp') throw new CaseError('not-found');
      await takeTry(people, 'factor', ownerKey(owner));
      const step = totpStep(waiting.factor.secret, code, waiting.nowMs);
      if (step === undefined) throw new CaseError('factor-wrong');
      if (!(await factors.confirm(owner, id, step, trace(requestId)))) throw new CaseError('not-found');
    },

    /** What the browser needs to make a passkey. @param label  shown by the authenticator */
    async beginPasskey(owner: Owner, name: string, label: string): Promise<z.infer<typeof PasskeyToMake>> {
      const { factors: known } = await factors.listOpen(owner);
      const keys = known.flatMap((factor) => (factor.kind === 'passkey' ? [factor.passkey] : []));
      const options = await passkeysOf(owner).creationOptions({ id: ownerKey(owner), name: label }, keys);
      const state: Pending<string> = { rest: name, passkeyChallenge: options.challenge };
      const challenge = await challenges.begin('enrol', { owner, state, minutes: CHALLENGE_MINUTES });
      return { challenge, passkey: { ...options } };
    },

    /** @returns its id @throws CaseError challenge-over | factor-wrong | too-many-factors */
    async addPasskey(
      owner: Owner,
      { challenge, passkey: creation }: z.infer<typeof NewPasskey>,
      requestId?: string,
    ): Promise<string> {
      const pending = await challenges.finish<Pending<string>>('enrol', challenge);
      if (!pending?.owner || ownerKey(pending.owner) !== ownerKey(owner))
        throw new CaseError('challenge-over');
      const { rest: name, passkeyChallenge } = pending.state;
      const made = await passkeysOf(owner).readCreation(withoutGaps(creation), passkeyChallenge ?? '');
      if (!made) throw new CaseError('factor-wrong');
      const { passkey, counter } = made;
      const id = await factors.add(
        owner,
        name,
        { kind: 'passkey', passkey },
        { counter, ...trace(requestId) },
      );
      if (!id) throw new CaseError('too-many-factors');
      return id;
    },
  };
}

type WithoutGaps<T> = T extends readonly (infer E)[]
  ? WithoutGaps<E>[]
  : T extends object
    ? { [K in keyof T]: WithoutGaps<Exclude<T[K], undefined>> }
    : T;
/** JSON has no `undefined`: what was parsed from it has each key with a value or not at all. */
const withoutGaps = <T>(value: T): WithoutGaps<T> => value as WithoutGaps<T>;

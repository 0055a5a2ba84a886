import { parseArgs } from 'node:util';
import { createStaffing } from '../db/staffing.ts';
import { STAFF_ROLES, type StaffRole } from '../domain/commands.ts';
import { CaseError } from '../domain/errors.ts';
import { POST_CODES, type PostCode } from '../domain/posts.ts';
import { INVITATION_HOURS } from '../domain/staffing.ts';
import { invitationUrl } from '../domain/texts/mails.ts';
import { REFUSAL_TEXTS } from '../domain/texts/refusals.ts';
import { withInstallation } from './parts/installation.ts';

const USAGE = `npm run staff -- add --login NAME --name "FULL NAME" --email ADDRESS --post ${POST_CODES.join('|')} [--roles administrator]

Invites the first administrators of an installation: whoever opens the link chooses a password and a second factor. Once two
administrators have come in, everybody else is invited by them at the desk, one asking and one confirming.
DATABASE_URL, KEYS_DATABASE_URL, MASTER_KEY_FILE and PUBLIC_URL say where; without them it is the data of npm start.`;

/** Somebody who cannot be invited like this, told without a stack. */
class Unfit extends Error {}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      login: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      post: { type: 'string' },
      roles: { type: 'string', default: 'administrator' },
    },
  });
  const { login, name, email, post } = values;
  if (positionals.join() !== 'add' || !login || !name || !email || !post) throw new Unfit(USAGE);
  const invited = { login, name, email, post: postOf(post), roles: rolesOf(values.roles) };
  const { DESK_URL, PUBLIC_URL } = process.env;
  const deskUrl = (DESK_URL || PUBLIC_URL || 'http://127.0.0.1:3000').replace(/\/+$/, '');
  const invitation = await withInstallation(({ db, keyring }) =>
    createStaffing(db, keyring.vault).addFirst(invited),
  );
  console.log(
    `${login} is invited. This link works once, within ${INVITATION_HOURS} hours; it was mailed, too:`,
  );
  console.log(`\n  ${invitationUrl(deskUrl, invitation)}\n`);
}

function postOf(text: string): PostCode {
  const post = POST_CODES.find((code) => code === text.toUpperCase());
  if (!post) throw new Unfit(`There is no post ${text}: ${POST_CODES.join(', ')}.`);
  return post;
}

function rolesOf(text: string): StaffRole[] {
  const roles = text.split(',').map((each) => each.trim());
  const unknown = roles.filter((each) => !STAFF_ROLES.some((role) => role === each));
  if (unknown.length > 0)
    throw new Unfit(`There is no role ${unknown.join(', ')}: ${STAFF_ROLES.join(', ')}.`);
  return roles as StaffRole[];
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof Unfit || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (error instanceof CaseError) console.error(REFUSAL_TEXTS[error.code].en);
  else console.error(isUsage ? (error as Error).message : error);
  process.exitCode = 1;
}

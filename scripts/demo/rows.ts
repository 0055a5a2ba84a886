import { randomInt } from 'node:crypto';
import type { FormService } from '../../domain/forms/form.ts';
import { SITUATIONS, type Situation } from '../../domain/situations.ts';
import { SERVICE_NAMES } from '../../domain/texts/services.ts';
import type { Script } from './script.ts';

/** One row of the table: a service in a situation, for an adult or for a child under 16. */
export type Row = { service: FormService; situation: Situation; minor: boolean };

/** Every service × situation × adult or minor that there is. */
export const ROWS: readonly Row[] = (Object.keys(SITUATIONS) as FormService[]).flatMap((service) =>
  SITUATIONS[service].flatMap((situation) =>
    [false, true]
      .filter((minor) => situation.minor === undefined || situation.minor === minor)
      .map((minor) => ({ service, situation, minor })),
  ),
);

/** `passport.replace · lost · minor` */
export function rowName({ service, situation, minor }: Row): string {
  return `${service} · ${situation.id} · ${minor ? 'minor' : 'adult'}`;
}

/** What a row is about, in both languages of the demo's lines. */
export function rowTitle({ service, situation: { title }, minor }: Row): string {
  const name = SERVICE_NAMES[service];
  const hant = `${name.hant},${title.hant}${minor ? ',未滿十六歲' : ''}`;
  return `${hant} · ${name.en}: ${title.en}${minor ? ', under 16' : ''}`;
}

/**
 * What is played with one case: a row, and whether staff also ask for a supplement and a talk that no rule asks for, so
 * that more of the system is seen at work; and what its people say, where it is not the demo's own.
 */
export type Story = { row: Row; extras: boolean; script?: Script };

/** What is played when nothing else is wished for: an adult's renewal on one of its grounds, with all its rounds. */
export function usualRenewal(): Story {
  const rows = ROWS.filter(
    ({ service, situation, minor }) =>
      service === 'passport.renew' && !minor && situation.answers['renewal.ground'] === situation.id,
  );
  return { row: rows[randomInt(rows.length)] as Row, extras: true };
}

/** Which cases somebody wishes to see; nothing wished for is one renewal. */
export type Wish = {
  all: boolean;
  service?: string | undefined;
  situation?: string | undefined;
  minor: boolean;
  cases?: number | undefined;
};

/** The stories that a wish means, in the order of the table. @throws RangeError that says what there is */
export function storiesOf({ all, service, situation, minor, cases = 1 }: Wish): Story[] {
  const isNamed = service !== undefined || situation !== undefined || minor;
  if (all) return ROWS.map((row) => ({ row, extras: false }));
  if (!isNamed) return Array.from({ length: cases }, usualRenewal);
  // A service without a situation is played in its usual one, the first of its list.
  const row = ROWS.find(
    (each) =>
      each.service === service &&
      each.minor === minor &&
      (situation === undefined || each.situation.id === situation),
  );
  if (!row) throw new RangeError(`${missing(service, situation, minor)}\n\n${listOfRows()}`);
  return Array.from({ length: cases }, () => ({ row, extras: false }));
}

function missing(service: string | undefined, situation: string | undefined, minor: boolean): string {
  if (service === undefined) return '--situation and --minor need a --service.';
  const age = minor ? 'a minor' : 'an adult';
  if (!Object.hasOwn(SITUATIONS, service)) return `There is no service "${service}".`;
  return `There is no situation "${situation ?? 'of any kind'}" of ${service} for ${age}.`;
}

function listOfRows(): string {
  const lines = (Object.keys(SITUATIONS) as FormService[]).map((service) => {
    const ids = SITUATIONS[service].map(({ id, minor }) => (minor ? `${id} (with --minor only)` : id));
    return `  --service ${service}\n      --situation ${ids.join(' | ')}`;
  });
  return ['What can be played, for an adult or with --minor for a child:', ...lines].join('\n');
}

import { NORTHERN_COUNTIES, SOUTHERN_COUNTIES } from './data/california-counties.ts';
import type { PostCode } from './posts.ts';

/** Which states and territories belong to which post from a day on. California is split by county. */
export type DistrictMap = { effectiveOn: string; states: Readonly<Record<PostCode, readonly string[]>> };

/** Where someone lives: the state's two letters, and in California the county. */
export type Residence = { state: string; county?: string | undefined };

/** Houston closed in 2020; the embassy looks after its states. */
const FORMERLY_HOUSTON = ['AL', 'AR', 'FL', 'GA', 'LA', 'MS', 'OK', 'TX', 'PR'];
const EAST = ['CT', 'ME', 'MA', 'NH', 'NJ', 'NY', 'OH', 'PA', 'VT', 'RI'];
const EMBASSY = ['DC', 'MD', 'VA', 'WV', 'NC', 'SC', 'KY', 'TN', 'DE', ...FORMERLY_HOUSTON];
const MIDWEST = ['IL', 'IN', 'IA', 'KS', 'MI', 'MN', 'MO', 'WI'];
const PACIFIC = ['AZ', 'NM', 'HI', 'GU', 'MP', 'AS'];
const NORTHWEST = ['AK', 'NV', 'OR', 'WA'];

/** The map of the notice, and the one that followed it; the embassy's page is dated 2022-03-15, its exact day is not given. */
export const DISTRICT_MAPS: readonly DistrictMap[] = [
  {
    effectiveOn: '2021-06-07',
    states: {
      WAS: [...EMBASSY, 'ID', 'MT', 'WY', 'UT', 'NE', 'ND', 'SD'],
      NYC: EAST,
      SFO: NORTHWEST,
      LAX: PACIFIC,
      CHI: [...MIDWEST, 'CO'],
    },
  },
  {
    effectiveOn: '2022-03-15',
    states: {
      WAS: EMBASSY,
      NYC: EAST,
      SFO: [...NORTHWEST, 'ID', 'MT', 'WY'],
      LAX: [...PACIFIC, 'UT', 'CO'],
      CHI: [...MIDWEST, 'NE', 'ND', 'SD'],
    },
  },
];

/**
 * The post in whose district someone lives on `onDate`. Undefined when no map of that day has the place, or the
 * Californian county is missing or unknown: an officer decides then, never a guess.
 */
export function findDistrict(
  { state, county }: Residence,
  onDate: string,
  maps: readonly DistrictMap[] = DISTRICT_MAPS,
): PostCode | undefined {
  const inForce = maps
    .filter(({ effectiveOn }) => effectiveOn <= onDate)
    .reduce<DistrictMap | undefined>(
      (best, map) => (best && best.effectiveOn >= map.effectiveOn ? best : map),
      undefined,
    );
  if (!inForce) return undefined;
  const code = state.trim().toUpperCase();
  if (code === 'CA') return findCalifornianDistrict(county ?? '');
  const posts = Object.entries(inForce.states) as [PostCode, readonly string[]][];
  return posts.find(([, states]) => states.includes(code))?.[0];
}

function findCalifornianDistrict(county: string): PostCode | undefined {
  const plain = county
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ county$/i, '')
    .toLowerCase();
  const isIt = (name: string): boolean => name.toLowerCase() === plain;
  if (SOUTHERN_COUNTIES.some(isIt)) return 'LAX';
  return NORTHERN_COUNTIES.some(isIt) ? 'SFO' : undefined;
}

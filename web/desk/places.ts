import { staffMay } from '../../domain/rights.ts';
import type { StaffMember } from '../client/api.ts';
import { lanesOf } from './lanes.ts';
import type { Place } from './ways.tsx';
import type { Word } from './words.ts';

type Way = { place: Place; word: Word; hint?: Word };

/** The pages beside one's own work, in the order of the head: what one's roles open, and nothing else. */
export function placesOf(me: StaffMember): Way[] {
  const own = lanesOf(me);
  const ways: [boolean, Way][] = [
    [own.includes('issuer'), { place: { to: '/issuer' }, word: 'issuerPage' }],
    [own.includes('dispatch'), { place: { to: '/mail', search: {} }, word: 'mail' }],
    [own.includes('production'), { place: { to: '/production', search: {} }, word: 'production' }],
    [own.includes('dispatch'), { place: { to: '/return', search: {} }, word: 'dispatch' }],
    [staffMay(me.roles, 'listPeople'), { place: { to: '/people' }, word: 'people', hint: 'peopleHint' }],
    [
      staffMay(me.roles, 'listAudit'),
      { place: { to: '/audit', search: {} }, word: 'auditPage', hint: 'auditHint' },
    ],
  ];
  return ways.flatMap(([isOpen, way]) => (isOpen ? [way] : []));
}

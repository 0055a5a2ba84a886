import type { Role } from './commands.ts';
import type { PostCode } from './posts.ts';

/** Passports are made in New York for all posts; everything else at the case's own post. */
export function isMadeInNewYork(service: string): boolean {
  return service.startsWith('passport.');
}

/** The post that makes the document of an order filed at `post`. */
export function madeAt(service: string, post: PostCode): PostCode {
  return isMadeInNewYork(service) ? 'NYC' : post;
}

/**
 * Whether someone in this role makes documents at this post. (ours) Only New York has a production office; elsewhere
 * officers make the post's travel documents, beside whatever production staff an administrator gives it.
 */
export function makesDocuments(role: Role, post: PostCode): boolean {
  return role === 'production' || (role === 'officer' && post !== 'NYC');
}

/** The answers that stand in a document, or tell the maker whose it is; makers at another post see no more. */
export const PRINTED_FIELDS = [
  'name.chinese',
  'name.surnamePinyin',
  'name.givenPinyin',
  'passport.number',
  'person.sex',
  'person.bornOn',
  'person.birthplace',
  'annotation.texts',
] as const;

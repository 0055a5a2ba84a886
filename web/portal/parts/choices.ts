import type { PostCode } from '../../../domain/posts.ts';

/** What stands in the address of the services' pages: codes only, and only those that could be ours. */
export type Choices = { post?: PostCode; situation?: string; minor?: 'yes' | 'no' };

const POSTS: Readonly<Record<PostCode, true>> = { WAS: true, NYC: true, SFO: true, LAX: true, CHI: true };
const isPost = (value: unknown): value is PostCode =>
  typeof value === 'string' && Object.hasOwn(POSTS, value);

export const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z-]{1,40}$/.test(value);

export const postIn = ({ post }: Record<string, unknown>): { post?: PostCode } =>
  isPost(post) ? { post } : {};

export function choicesIn(search: Record<string, unknown>): Choices {
  const { situation, minor } = search;
  return {
    ...postIn(search),
    ...(isCode(situation) ? { situation } : {}),
    ...(minor === 'yes' || minor === 'no' ? { minor } : {}),
  };
}

import type { StaffRole } from '../../../../domain/commands.ts';
import type { PostCode } from '../../../../domain/posts.ts';
import { useLang } from '../../../shared/words.ts';
import { usePosts } from '../../asks.ts';
import { useWords } from '../../words.ts';

export function useRolesText(): (roles: readonly StaffRole[]) => string {
  const say = useWords();
  const lang = useLang();
  return (roles) => roles.map((role) => say(`role.${role}`)).join(lang === 'en' ? ', ' : '、');
}

/** Post and roles in one line. */
export function useRightsText(): (post: PostCode, roles: readonly StaffRole[]) => string {
  const posts = usePosts();
  const rolesText = useRolesText();
  return (post, roles) => `${posts.find(({ code }) => code === post)?.name ?? post} · ${rolesText(roles)}`;
}

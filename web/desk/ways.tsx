import { Link as RouterLink, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import type { Decision } from './decisions.ts';

/**
 * The desk's addresses. Both bundles are one program to the compiler and the router keeps one global register of
 * addresses, which is the portal's; here the union says which there are.
 */
export type Place =
  | { to: '/' }
  | { to: '/sign-in'; search: { next?: string } }
  | { to: '/cases/$orderNumber'; params: { orderNumber: string }; search?: { sheet?: Decision } }
  | { to: '/account' | '/issuer' | '/people' }
  | { to: '/audit'; search: AuditAddress }
  | { to: '/mail' | '/production' | '/return'; search: { order?: string } };

/** What is looked for in the audit trail, as far as it may stand in an address. */
export type AuditAddress = { order?: string; action?: string; from?: string; to?: string };

type LinkProps = {
  place: Place;
  className?: string;
  exact?: boolean;
  onClick?: () => void;
  children: ReactNode;
};

export function Link({ place, exact, ...props }: LinkProps) {
  const known = { ...place, ...props, ...(exact ? { activeOptions: { exact } } : {}) };
  return <RouterLink {...(known as unknown as { to: '/' })} />;
}

export function useGo(): (place: Place, options?: { replace: boolean }) => Promise<void> {
  const navigate = useNavigate();
  return useCallback(
    async (place, options) => navigate({ ...place, ...options } as unknown as Parameters<typeof navigate>[0]),
    [navigate],
  );
}

export const useOrderNumber = (): string =>
  (useParams({ strict: false }) as { orderNumber?: string }).orderNumber ?? '';
/** What stands in the address of the sign-in, of the quick pages, and of a case that is opened for a decision. */
export const useAddress = (): { next?: string; order?: string; sheet?: Decision } =>
  useSearch({ strict: false });
export const useAuditAddress = (): AuditAddress => useSearch({ strict: false });

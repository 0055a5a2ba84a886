import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Nowhere } from './parts/nowhere.tsx';
import { Shell } from './parts/shell.tsx';
import type { AuditAddress } from './ways.tsx';

const root = createRootRoute({ notFoundComponent: Nowhere });

/** Only an address of the desk itself: never a way to another site. */
const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?!\/|\\)[\w\-/]*$/.test(value) ? value : undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search['next']);
    return next ? { next } : {};
  },
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home.tsx'), 'Home'),
});
const casePage = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$orderNumber',
  component: lazyRouteComponent(() => import('./pages/case.tsx'), 'CasePage'),
  validateSearch: (search: Record<string, unknown>): { sheet?: 'recordIssuerAnswer' } =>
    search['sheet'] === 'recordIssuerAnswer' ? { sheet: search['sheet'] } : {},
});
const orderInHand = (search: Record<string, unknown>): { order?: string } =>
  typeof search['order'] === 'string' ? { order: search['order'].slice(0, 40) } : {};
const mail = createRoute({
  getParentRoute: () => shell,
  path: '/mail',
  validateSearch: orderInHand,
  component: lazyRouteComponent(() => import('./pages/mail.tsx'), 'MailPage'),
});
const issuer = createRoute({
  getParentRoute: () => shell,
  path: '/issuer',
  component: lazyRouteComponent(() => import('./pages/issuer.tsx'), 'IssuerPage'),
});
const production = createRoute({
  getParentRoute: () => shell,
  path: '/production',
  validateSearch: orderInHand,
  component: lazyRouteComponent(() => import('./pages/production.tsx'), 'ProductionPage'),
});
const dispatch = createRoute({
  getParentRoute: () => shell,
  path: '/return',
  validateSearch: orderInHand,
  component: lazyRouteComponent(() => import('./pages/dispatch.tsx'), 'DispatchPage'),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'PeoplePage'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditAddress =>
    Object.fromEntries(
      ['order', 'action', 'from', 'to'].flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 60)]] : [];
      }),
    ),
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account.tsx'), 'AccountPage'),
});

export const router = createRouter({
  basepath: '/desk',
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([home, casePage, issuer, mail, production, dispatch, people, account, audit]),
  ]),
  scrollRestoration: true,
});

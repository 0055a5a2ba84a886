import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { PostCode } from '../../domain/posts.ts';
import { Missing, Trouble, Waiting } from './parts/between.tsx';
import { choicesIn, isCode, postIn } from './parts/choices.ts';
import { Shell } from './parts/shell.tsx';
import { isSignedIn } from './session.ts';

/** Where one goes afterwards. Only a path of ours: a link must not lead elsewhere after the login. */
const nextIn = ({ next }: Record<string, unknown>): { next?: string } =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

/** Pages for everybody. */
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/start.tsx'), 'Start'),
});
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('./pages/register.tsx'), 'Register'),
});
const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  component: lazyRouteComponent(() => import('./pages/confirm.tsx'), 'Confirm'),
});
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: nextIn,
  component: lazyRouteComponent(() => import('./pages/login.tsx'), 'Login'),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('./pages/forgot.tsx'), 'Forgot'),
});

/** Of the services: told to everybody, before a login. What one chose stands in the address; none of it is personal. */
const services = createRoute({
  getParentRoute: () => root,
  path: '/apply',
  validateSearch: (search): { post?: PostCode } => postIn(search),
  component: lazyRouteComponent(() => import('./pages/services.tsx'), 'Services'),
});
const which = createRoute({
  getParentRoute: () => root,
  path: '/apply/which',
  validateSearch: (search): Record<string, string> & { post?: PostCode } => ({
    ...Object.fromEntries(
      Object.entries(search).flatMap(([id, value]) =>
        /^[a-z]{1,20}$/i.test(id) && isCode(value) ? [[id, value]] : [],
      ),
    ),
    ...postIn(search),
  }),
  component: lazyRouteComponent(() => import('./pages/which.tsx'), 'Which'),
});
const situation = createRoute({
  getParentRoute: () => root,
  path: '/apply/$service',
  validateSearch: choicesIn,
  component: lazyRouteComponent(() => import('./pages/situation.tsx'), 'Situation'),
});
const needs = createRoute({
  getParentRoute: () => root,
  path: '/apply/$service/needs',
  validateSearch: choicesIn,
  component: lazyRouteComponent(() => import('./pages/needs.tsx'), 'Needs'),
});

const orderTrouble = lazyRouteComponent(() => import('./pages/order-gone.tsx'), 'OrderTrouble');

/** Pages for who is logged in. */
const own = createRoute({
  getParentRoute: () => root,
  id: 'own',
  beforeLoad: ({ location }) => {
    if (!isSignedIn()) throw redirect({ to: '/login', search: { next: location.href } });
  },
});
const orders = createRoute({
  getParentRoute: () => own,
  path: '/orders',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});
const draft = createRoute({
  getParentRoute: () => own,
  path: '/drafts/$id',
  component: lazyRouteComponent(() => import('./pages/draft.tsx'), 'DraftTasks'),
});
const section = createRoute({
  getParentRoute: () => own,
  path: '/drafts/$id/part/$section',
  component: lazyRouteComponent(() => import('./pages/section.tsx'), 'Section'),
});
const documents = createRoute({
  getParentRoute: () => own,
  path: '/drafts/$id/documents',
  component: lazyRouteComponent(() => import('./pages/documents.tsx'), 'Documents'),
});
const statement = createRoute({
  getParentRoute: () => own,
  path: '/drafts/$id/statement/$kind',
  component: lazyRouteComponent(() => import('./pages/statement.tsx'), 'Statement'),
});
const check = createRoute({
  getParentRoute: () => own,
  path: '/drafts/$id/check',
  component: lazyRouteComponent(() => import('./pages/check.tsx'), 'Check'),
});
const order = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/order.tsx'), 'OrderPage'),
});
const submitted = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber/submitted',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/submitted.tsx'), 'Submitted'),
});
const supplement = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber/supplement',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/supplement.tsx'), 'Supplement'),
});
const interview = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber/interview',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/interview.tsx'), 'Interview'),
});
const mail = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber/mail',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/mail.tsx'), 'Mail'),
});
const withdraw = createRoute({
  getParentRoute: () => own,
  path: '/orders/$orderNumber/withdraw',
  errorComponent: orderTrouble,
  component: lazyRouteComponent(() => import('./pages/withdraw.tsx'), 'Withdraw'),
});
const messages = createRoute({
  getParentRoute: () => own,
  path: '/messages',
  component: lazyRouteComponent(() => import('./pages/messages.tsx'), 'Messages'),
});
const account = createRoute({
  getParentRoute: () => own,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account.tsx'), 'Account'),
});
const password = createRoute({
  getParentRoute: () => own,
  path: '/account/password',
  component: lazyRouteComponent(() => import('./pages/password.tsx'), 'ChangePassword'),
});
const addresses = createRoute({
  getParentRoute: () => own,
  path: '/account/addresses',
  component: lazyRouteComponent(() => import('./pages/addresses.tsx'), 'Addresses'),
});
const myData = createRoute({
  getParentRoute: () => own,
  path: '/account/data',
  component: lazyRouteComponent(() => import('./pages/my-data.tsx'), 'MyData'),
});
const realName = createRoute({
  getParentRoute: () => own,
  path: '/real-name',
  validateSearch: (search): { next?: string; post?: PostCode } => ({ ...nextIn(search), ...postIn(search) }),
  component: lazyRouteComponent(() => import('./pages/real-name.tsx'), 'RealNamePage'),
});

const takeOver = createRoute({
  getParentRoute: () => own,
  path: '/take-over',
  component: lazyRouteComponent(() => import('./pages/take-over.tsx'), 'TakeOver'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    register,
    confirm,
    login,
    forgot,
    services,
    which,
    situation,
    needs,
    own.addChildren([
      orders,
      draft,
      section,
      documents,
      statement,
      check,
      order,
      submitted,
      supplement,
      interview,
      mail,
      withdraw,
      messages,
      account,
      password,
      addresses,
      myData,
      realName,
      takeOver,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 300,
  defaultErrorComponent: Trouble,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

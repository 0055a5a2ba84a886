import { lazy } from 'react';
import { useSignedIn } from '../session.ts';
import { Welcome } from './welcome.tsx';

const Home = lazy(() => import('./home.tsx').then(({ Home: page }) => ({ default: page })));

/** The same address for who comes for the first time and for who has orders here. */
export function Start() {
  return useSignedIn() ? <Home /> : <Welcome />;
}

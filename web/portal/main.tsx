/// <reference types="vite/client" />
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem, Unreachable } from '../shared/problem.ts';
import '../shared/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/fields.css';
import './styles/lists.css';
import './styles/pictures.css';
import './styles/print.css';
import { queryClient } from './queries.ts';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('no root');
const shown = createRoot(root, {
  // What the server refused, or could not answer, is told on the page; only faults of ours belong in the console.
  onCaughtError: (error) => {
    if (!(error instanceof ApiProblem || error instanceof Unreachable)) reportError(error);
  },
});
// The first page comes with this script (web/vite.config.ts), so React draws it once: not its empty frame and then all of
// it again. Other pages are still on their way, and the frame tells so.
const isFirst = location.pathname === '/';
void (isFirst ? router.load() : Promise.resolve()).finally(() =>
  shown.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  ),
);

// After the first view, so that it does not compete with it.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js'));
}

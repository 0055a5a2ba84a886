import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import { createRoot } from 'react-dom/client';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { THEME } from './theme.ts';

/** Ant Design writes its variables anew at run time; outside of the document they are no injected style. */
const nowhere = document.createElement('div');

/** Without a language for Ant Design: none of the parts used here says anything by itself. */
function Desk() {
  return (
    <StyleProvider container={nowhere}>
      <ConfigProvider theme={THEME} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}

export function openDesk(): void {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<Desk />);
}

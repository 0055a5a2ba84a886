import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import zhTW from 'antd/es/locale/zh_TW';
import type { Lang } from '../shared/lang.ts';
import { useLang } from '../shared/words.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { THEME } from './theme.ts';

const LOCALES: Record<Lang, Locale> = { hans: zhCN, hant: zhTW, en: enUS };
/** Ant Design writes its variables anew at run time; outside of the document they are no injected style. */
const nowhere = document.createElement('div');

export function Desk() {
  return (
    <StyleProvider container={nowhere}>
      <ConfigProvider
        theme={THEME}
        locale={LOCALES[useLang()]}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}

import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { Alert, Button, Checkbox, ConfigProvider, Input, Radio } from 'antd';
import { renderToString } from 'react-dom/server';
import { THEME } from './theme.ts';

const ID = 'virtual:antd.css';

/** Every component that the desk draws with; what is missing here is drawn without its style. */
function Panel() {
  return (
    <>
      <Button type="primary" danger loading />
      <Input />
      <Input.TextArea />
      <Checkbox>x</Checkbox>
      <Radio.Group options={['x']} />
      <Alert title="x" showIcon closable />
    </>
  );
}

/**
 * Ant Design's styles as a file: the pages are served with `style-src 'self'`, so nothing may be added by script. Drawn
 * once at build time with the desk's theme; at run time `zeroRuntime` keeps the components from doing it again.
 */
export function antdStyles() {
  return {
    name: 'antd-styles',
    resolveId: (id: string) => (id === ID ? `\0${ID}` : undefined),
    load(id: string) {
      if (id !== `\0${ID}`) return undefined;
      const cache = createCache();
      const { zeroRuntime: _, ...theme } = THEME;
      renderToString(
        <StyleProvider cache={cache}>
          <ConfigProvider theme={theme}>
            <Panel />
          </ConfigProvider>
        </StyleProvider>,
      );
      return extractStyle(cache, true);
    },
  };
}

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { antdStyles } from './desk/static-styles.tsx';

/** Two bundles that share nothing at run time: `vite build --mode portal` and `--mode desk`; `npm run build` makes both. */
export default defineConfig(({ mode }) => {
  const name = mode === 'desk' ? 'desk' : 'portal';
  return {
    root: fileURLToPath(new URL(`./${name}`, import.meta.url)),
    // Where the API serves the bundle's files from (api/web.ts).
    base: `/${name}/`,
    plugins: [react(), ...(name === 'desk' ? [antdStyles()] : [])],
    build: {
      outDir: fileURLToPath(new URL(`./dist/${name}`, import.meta.url)),
      emptyOutDir: true,
      target: 'es2022',
      // Data: URLs are not scripts, but small files as files keep the content policy simple.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
  };
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { antdStyles } from './desk/static-styles.tsx';

/** What each bundle's script imports for its first page. */
const FIRST = { portal: ['pages/start.tsx'], desk: ['desk.tsx', 'pages/home.tsx'] } as const;

/** Two bundles that share nothing at run time: `vite build --mode portal` and `--mode desk`; `npm run build` makes both. */
export default defineConfig(({ mode }) => {
  const name = mode === 'desk' ? 'desk' : 'portal';
  return {
    root: fileURLToPath(new URL(`./${name}`, import.meta.url)),
    // Where the API serves the bundle's files from (api/web.ts).
    base: `/${name}/`,
    plugins: [
      react(),
      compressed(),
      namedAhead(name, FIRST[name]),
      ...(name === 'desk' ? [antdStyles()] : []),
    ],
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

/** Writes each text file a second time as Brotli, for the API to serve (api/web.ts). */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(readFileSync(join(dir, file))));
      }
    },
  };
}

/**
 * Names in index.html what its script will import a moment later, for the browser to fetch without waiting for that
 * script: these modules, and all that they need.
 */
function namedAhead(name: keyof typeof FIRST, modules: readonly string[]): Plugin {
  return {
    name: 'named-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const needed = new Set<string>();
        const add = (fileName: string): void => {
          if (needed.has(fileName)) return;
          needed.add(fileName);
          for (const each of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) add(each);
        };
        for (const { fileName, facadeModuleId } of chunks)
          if (modules.some((module) => facadeModuleId?.endsWith(`${name}/${module}`))) add(fileName);
        return [...needed]
          .map((fileName) => `/${name}/${fileName}`)
          .filter((href) => !html.includes(href))
          .map((href) => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: { rel: 'modulepreload', crossorigin: true, href },
          }));
      },
    },
  };
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateApi } from 'swagger-typescript-api';
import { openApiDocument } from './client/document.ts';
import { rightsTable } from './client/rights-table.ts';

const RIGHTS_FILE = fileURLToPath(new URL('../docs/rights.md', import.meta.url));
export const CLIENT_FILE = fileURLToPath(new URL('../web/client/api.ts', import.meta.url));

/** The browser's client as it must be for this source tree: types and calls from the OpenAPI document. */
export async function clientSource(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-client-'));
  try {
    const spec = withoutPatterns(await openApiDocument());
    await generateApi({
      spec: spec as never,
      output: dir,
      fileName: 'api.ts',
      silent: true,
      sortTypes: true,
      generateClient: true,
    });
    return readFileSync(join(dir, 'api.ts'), 'utf8');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Patterns say nothing to a type and fill its comments with expressions; types that are only ever sent are not needed twice. */
function withoutPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPatterns);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, each]) => !(['pattern', 'minimum', 'maximum'].includes(key) && typeof each !== 'object'),
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutPatterns(each)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(CLIENT_FILE, await clientSource());
  writeFileSync(RIGHTS_FILE, await rightsTable());
}

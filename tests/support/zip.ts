import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of a ZIP archive, as another program reads them. */
export function filesIn(zip: Buffer): Map<string, Buffer> {
  const dir = mkdtempSync(join(tmpdir(), 'consular-cases-zip-'));
  try {
    const file = join(dir, 'data.zip');
    writeFileSync(file, zip);
    const read =
      'import sys,zipfile,json,base64\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))';
    const out = execFileSync('python3', ['-c', read, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const names = JSON.parse(out) as Record<string, string>;
    return new Map(Object.entries(names).map(([name, text]) => [name, Buffer.from(text, 'base64')]));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What the copy of one's own data says. */
export const dataIn = (files: Map<string, Buffer>) => JSON.parse(String(files.get('data.json')));

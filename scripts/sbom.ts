import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAllowed, STATED } from './sbom/licences.ts';

const LOCK_FILE = new URL('../package-lock.json', import.meta.url);
const OUT_FILE = fileURLToPath(new URL('../dist/sbom.cdx.json', import.meta.url));

/** A package as npm's lock file has it; the first one, at "", is ours. */
export type LockedPackage = {
  name?: string;
  version?: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  link?: true;
  dev?: true;
  optional?: true;
  devOptional?: true;
  hasInstallScript?: true;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};
export type Lock = { lockfileVersion: number; packages: Record<string, LockedPackage> };

/**
 * The bill of materials in CycloneDX 1.6: every package of the lock file with version, licence, checksum and what it needs.
 * The same lock file gives the same bill, byte for byte.
 *
 * @throws Error that names every package whose licence we have not agreed to
 */
export function billOf(lock: Lock) {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  const refused = entries.filter(([path, each]) => !isAllowed(licenceOf(path, each), isTool(each)));
  if (refused.length > 0) {
    const names = refused.map(([path, each]) => `  ${path}: ${licenceOf(path, each) ?? 'names no licence'}`);
    throw new Error(`Licences that nobody has agreed to (scripts/sbom/licences.ts):\n${names.join('\n')}`);
  }
  const own = lock.packages[''] ?? {};
  const root = {
    type: 'application',
    'bom-ref': 'consular-cases',
    name: 'consular-cases',
    version: own.version,
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(lock))}`,
    version: 1,
    metadata: { component: root },
    components: entries.map(([path, each]) => componentOf(path, each)),
    dependencies: [
      { ref: root['bom-ref'], dependsOn: neededBy(lock, '', own) },
      ...entries.map(([path, each]) => ({ ref: path, dependsOn: neededBy(lock, path, each) })),
    ],
  };
}

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const isTool = ({ dev }: LockedPackage): boolean => dev === true;
const licenceOf = (path: string, { license, version }: LockedPackage): string | undefined =>
  license ?? STATED[`${nameOf(path)}@${version}`];

function componentOf(path: string, each: LockedPackage) {
  const name = nameOf(path);
  const licence = licenceOf(path, each) ?? '';
  const isExpression = /[ (]/.test(licence);
  const [algorithm, digest] = /^(sha\d+)-(.+)$/.exec(each.integrity ?? '')?.slice(1) ?? [];
  return {
    type: 'library',
    'bom-ref': path,
    name,
    version: each.version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${each.version}`,
    scope: isTool(each) ? 'excluded' : each.optional ? 'optional' : 'required',
    licenses: [isExpression ? { expression: licence } : { license: { id: licence } }],
    ...(algorithm && digest
      ? {
          hashes: [
            { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') },
          ],
        }
      : {}),
  };
}

/** Where Node finds what a package asks for: beside it, or in a folder above. Optional ones may be missing. */
function neededBy(lock: Lock, path: string, each: LockedPackage): string[] {
  const names = Object.keys({
    ...each.dependencies,
    ...each.optionalDependencies,
    ...each.peerDependencies,
    ...(path === '' ? each.devDependencies : {}),
  });
  return names.flatMap((name) => findFrom(lock, path, name) ?? []).toSorted();
}

function findFrom(lock: Lock, from: string, name: string): string | undefined {
  const at = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (lock.packages[at]) return at;
  if (from === '') return undefined;
  const above = from.lastIndexOf('/node_modules/');
  return findFrom(lock, above < 0 ? '' : from.slice(0, above), name);
}

/** A UUID (version 8) that stands for a text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const readLock = (): Lock => JSON.parse(readFileSync(LOCK_FILE, 'utf8')) as Lock;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bill = billOf(readLock());
  mkdirSync(dirname(OUT_FILE), { recursive: true });
  writeFileSync(OUT_FILE, `${JSON.stringify(bill, null, 2)}\n`);
  const licences = new Map<string, number>();
  for (const { licenses } of bill.components) {
    const [first] = licenses;
    const name = first && 'license' in first ? first.license.id : (first?.expression ?? '');
    licences.set(name, (licences.get(name) ?? 0) + 1);
  }
  console.log(`${bill.components.length} packages, in dist/sbom.cdx.json`);
  for (const [name, count] of [...licences].toSorted((a, b) => b[1] - a[1])) console.log(`${count}\t${name}`);
}

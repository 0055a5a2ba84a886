import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAllowed } from '../scripts/sbom/licences.ts';
import { billOf, type LockedPackage, readLock } from '../scripts/sbom.ts';

const lock = readLock();
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const withPackage = (name: string, each: LockedPackage) => ({
  ...lock,
  packages: { ...lock.packages, [`node_modules/${name}`]: each },
});

test('V15.1.2 C3 the bill of materials has every package once, with version, licence, checksum and what it needs', () => {
  const { components, dependencies, ...bill } = billOf(lock);

  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  expect(components.length).toBe(packages.length);
  const refs = new Set(components.map((each) => each['bom-ref']));
  expect(refs.size).toBe(components.length);
  for (const each of components) {
    expect(each.purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
    expect(each.hashes?.[0]).toMatchObject({
      alg: 'SHA-512',
      content: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
  }
  for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(refs.has(ref)).toBe(true);
  expect(dependencies[0]?.dependsOn.length).toBeGreaterThan(50);
  expect(billOf(lock).serialNumber).toBe(bill.serialNumber);
});

test('C3 a licence that nobody has agreed to stops it, and is named', () => {
  for (const [license, dev] of [
    ['GPL-3.0-only', undefined],
    ['SEE LICENSE IN LICENSE.txt', undefined],
    ['UNLICENSED', true],
    [undefined, true],
    ['MPL-2.0', undefined],
  ] as const) {
    const stranger = { version: '1.0.0', ...(license ? { license } : {}), ...(dev ? { dev } : {}) };
    expect(() => billOf(withPackage('stranger', stranger))).toThrow(/node_modules\/stranger: /);
  }
  expect(() =>
    billOf(withPackage('stranger', { version: '1.0.0', license: 'MPL-2.0', dev: true })),
  ).not.toThrow();
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['(GPL-2.0-only OR (MIT AND ISC))', true],
  ['MIT OR', false],
  ['(MIT', false],
  ['MIT ISC', false],
  ['', false],
])('the expression %j is understood: %s', (expression, allowed) => {
  expect(isAllowed(expression, false)).toBe(allowed);
});

test('V15.2.4 C3 every package comes from the registry, with a checksum; none by address, folder or version range of its own', () => {
  for (const [path, each] of packages) {
    expect({ path, link: each.link, integrity: each.integrity }).toEqual({
      path,
      link: undefined,
      integrity: expect.stringMatching(/^sha512-/),
    });
    if (each.resolved) expect(new URL(each.resolved).protocol).toBe('https:');
  }
  for (const version of Object.values(own.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.keys(own.dependencies).length).toBeLessThanOrEqual(60);
});

test('C3 what may run a script while it is installed was decided, package by package', () => {
  const runs = packages
    .filter(([, each]) => each.hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));

  expect([...new Set(runs)].filter((name) => !(name in own.allowScripts) && name !== 'fsevents')).toEqual([]);
});

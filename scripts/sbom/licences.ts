/**
 * Licences (SPDX) that we ship under our own Apache-2.0, and those that only tools of ours bear. LGPL: libvips, which sharp
 * loads as a library of its own; CC-BY: the table of browsers that the workflow bundler asks. What is in neither list is looked at by a person before it is added here.
 */
const SHIPPED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
];
const IN_TOOLS = [...SHIPPED, 'MPL-2.0', 'Python-2.0'];

/** Packages whose lock entry names no licence: what their own licence file says, at the version where it was read. */
export const STATED: Readonly<Record<string, string>> = {
  'png-js@2.0.0': 'MIT',
  'unionfs@4.6.0': 'Unlicense',
};

/**
 * Whether an SPDX expression lets us use a package. Of an OR one side is enough, of an AND both are needed; a form that is
 * not understood does not.
 */
export function isAllowed(expression: string | undefined, isTool: boolean): boolean {
  const allowed = new Set(isTool ? IN_TOOLS : SHIPPED);
  const words = expression?.match(/[()]|[\w.+-]+/g) ?? [];
  let isSound = true;
  const one = (): boolean => {
    const word = words.shift();
    if (word === undefined) isSound = false;
    if (word !== '(') return word !== undefined && allowed.has(word);
    const inner = any();
    if (words.shift() !== ')') isSound = false;
    return inner;
  };
  const all = (): boolean => {
    let holds = one();
    while (words[0] === 'AND') {
      words.shift();
      holds = one() && holds;
    }
    return holds;
  };
  const any = (): boolean => {
    let holds = all();
    while (words[0] === 'OR') {
      words.shift();
      holds = all() || holds;
    }
    return holds;
  };
  return any() && isSound && words.length === 0;
}

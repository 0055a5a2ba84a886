import { beforeEach, expect, test } from 'vitest';
import { dropForeignBuffers, readBuffer, supplementPlace, writeBuffer } from '../web/portal/draft/buffer.ts';
import { holdTabKey } from '../web/shared/tab-key.ts';

const [ANNA, BERT] = ['a1', 'b2'].map((byte) => byte.repeat(32));

/** As a browser keeps it: its own keys are the stored ones. */
function tabStorage(): Storage {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(kept, key) ? kept[key] : null),
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
  const kept: Record<string, string> = Object.create(methods) as Record<string, string>;
  return kept as unknown as Storage;
}
beforeEach(() => {
  globalThis.sessionStorage = tabStorage();
  holdTabKey(ANNA);
});

const typed = (value: string) => new Map([['address.street', { value, base: '' }]]);

test('R-08 what was typed for one applicant is found in that draft alone', () => {
  writeBuffer('anna', typed('1 Anna St'));
  writeBuffer('bert', typed('2 Bert St'));
  expect(readBuffer('anna')).toEqual(typed('1 Anna St'));
  expect(readBuffer('bert')).toEqual(typed('2 Bert St'));
  expect(readBuffer('carl')).toEqual(new Map());
  writeBuffer('anna', new Map());
  expect(Object.keys(sessionStorage)).toEqual(['draft:bert']);
});

test('R-08 when somebody else logs in, drafts and supplements of the one before are dropped', () => {
  writeBuffer('mine', typed('1'));
  writeBuffer('theirs', typed('2'));
  writeBuffer(supplementPlace('MY-ORDER'), typed('3'));
  writeBuffer(supplementPlace('THEIR-ORDER'), typed('4'));
  sessionStorage.setItem('lang', 'en');
  dropForeignBuffers(['mine', supplementPlace('MY-ORDER')]);
  expect(Object.keys(sessionStorage)).toEqual(['draft:mine', 'draft:order-MY-ORDER', 'lang']);
});

test('V14.3.3 R-11 what is kept in the tab is noise without the key of the person, also under another name', () => {
  writeBuffer('mine', typed('1 Anna St'));
  const [[place, kept = ''] = []] = Object.entries(sessionStorage);
  expect(place).toBe('draft:mine');
  for (const part of [
    'Anna',
    'street',
    Buffer.from('Anna').toString('hex'),
    Buffer.from('Anna').toString('base64').slice(0, 5),
  ])
    expect(kept).not.toContain(part);
  writeBuffer('mine', typed('1 Anna St'));
  expect(sessionStorage.getItem('draft:mine')).not.toBe(kept);

  sessionStorage.setItem('draft:other', kept);
  expect(readBuffer('other')).toEqual(new Map());
  holdTabKey(BERT);
  expect(readBuffer('mine')).toEqual(new Map());
  holdTabKey();
  expect(readBuffer('mine')).toEqual(new Map());
  writeBuffer('new', typed('in the clear?'));
  expect(sessionStorage.getItem('draft:new')).toBeNull();
  holdTabKey(ANNA);
  expect(readBuffer('mine')).toEqual(typed('1 Anna St'));
});

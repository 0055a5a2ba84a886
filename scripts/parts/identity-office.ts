import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type SigningKey, signResponse, verifyRequest } from '../../adapters/http-signatures.ts';
import { registerOfPeople } from '../../adapters/identity-authority.ts';
import { type Claim, IDENTITY_KINDS } from '../../domain/real-name.ts';

/** Invented, for whoever tries the portal by hand; the check digits are right. */
const PEOPLE: readonly Claim[] = [
  { kind: 'passport', number: 'EJ1234567', name: '王小明' },
  { kind: 'resident-id', number: '11010519491231002X', name: '李静' },
  { kind: 'resident-id', number: '440524188001010014', name: '阿卜杜拉·艾山' },
];

type Answer = { status: number; type: string; body: string; headers?: Record<string, string> };

/**
 * STAND-IN for the identity authority: answers by the protocol of adapters/identity-authority.ts (`POST /identity/check`). It
 * knows a few invented people and whoever was entered by `POST /identity/people`, which no real authority has; `GET /identity`
 * shows them. In memory.
 */
export function identityOffice(key: SigningKey) {
  const people = [...PEOPLE];
  const register = registerOfPeople(people);
  const nonces = new Set<string>();

  async function check(request: IncomingMessage, url: string): Promise<Answer> {
    const body = (await buffer(request)).toString();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const nonce = verifyRequest(key, { method: 'POST', url, body }, headers, Date.now());
    if (nonce === undefined || nonces.has(nonce)) return { status: 401, type: 'text/plain', body: '' };
    nonces.add(nonce);
    const text = JSON.stringify({ result: await register.check(JSON.parse(body) as Claim) });
    const said = { status: 200, body: text, answersTo: headers['signature'] ?? '' };
    return {
      status: 200,
      type: 'application/json',
      body: text,
      headers: signResponse(key, said, Date.now()),
    };
  }

  async function enter(request: IncomingMessage): Promise<Answer> {
    const { kind, number, name } = JSON.parse((await buffer(request)).toString()) as Partial<Claim>;
    if (!kind || !IDENTITY_KINDS.includes(kind) || !number || !name)
      return { status: 400, type: 'text/plain', body: 'Wanted: kind, number, name.' };
    const person = { kind, number, name };
    people.push(person);
    register.enter(person);
    return { status: 204, type: 'text/plain', body: '' };
  }

  /** @returns undefined for what is none of its addresses */
  return async (request: IncomingMessage, url: URL): Promise<Answer | undefined> => {
    const asked = `${request.method ?? ''} ${url.pathname}`;
    if (asked === 'POST /identity/check') return check(request, url.href);
    if (asked === 'POST /identity/people') return enter(request);
    if (asked === 'GET /identity')
      return { status: 200, type: 'text/html', body: page(people.slice(0, 200)) };
    return undefined;
  };
}
export type IdentityOffice = ReturnType<typeof identityOffice>;

function page(people: readonly Claim[]): string {
  const rows = people.map(
    ({ kind, number, name }) =>
      `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(number)}</code></td><td>${kind}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Identity authority (stand-in)</title>
<h1>Identity authority: stand-in for who knows Chinese papers</h1>
<p>Everybody here is invented. These names and numbers pass the real-name authentication; all others do not.</p>
<table>${rows.join('\n')}</table></html>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

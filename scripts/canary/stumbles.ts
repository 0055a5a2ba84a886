import { randomUUID } from 'node:crypto';
import type { Bird } from './birds.ts';

/** A request that must fail. */
export type Stumble = {
  by: 'nobody' | 'applicant' | 'officer';
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  body?: string;
};

/** Requests that fail, with something of a bird's in every part of them: addresses, headers, names and values, whole and torn bodies. */
export function stumblesOf(bird: Bird, orderNumber: string): Stumble[] {
  const { email, name, note, street, realName, realNumber, device, phone, password, fileName } = bird;
  const said = encodeURIComponent(name);
  const json = { 'content-type': 'application/json' };
  const stumble =
    (by: Stumble['by']) =>
    (
      method: Stumble['method'],
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Stumble => ({
      by,
      method,
      path,
      headers: {
        'user-agent': device,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : json),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const [nobody, applicant, officer] = [stumble('nobody'), stumble('applicant'), stumble('officer')];
  const order = `/v1/orders/${orderNumber}`;
  const desk = `/v1/staff/cases/${orderNumber}`;
  const parted = `multipart/form-data; boundary=${phone}`;
  const form = `--${phone}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: image/jpeg\r\n\r\n${note}\r\n--${phone}--\r\n`;

  return [
    nobody('GET', `/v1/nothing/${said}?name=${said}&street=${encodeURIComponent(street)}`),
    nobody('GET', `/v1/me?token=${phone}`, undefined, { authorization: `Bearer ${phone}${password}` }),
    nobody('GET', '/v1/me', undefined, { cookie: `__Host-portal=${phone}; ${phone}=${device}` }),
    nobody('GET', '/v1/me', undefined, { 'accept-language': phone, origin: `https://${phone}.example` }),
    nobody('POST', '/v1/sessions', { email, password: note }),
    nobody('POST', '/v1/sessions', { email, [note]: name }),
    nobody('POST', '/v1/sessions', `{"email":"${email}","password":"${note}`),
    nobody('POST', '/v1/sessions', `${email}&${name}`, { 'content-type': 'text/plain' }),
    nobody('POST', '/v1/sessions', `email=${email}`, { 'content-type': `application/${phone}` }),
    nobody('POST', '/v1/accounts', { email: `${name}@`, password }),
    nobody('PUT', `/v1/${said}`, { name }),
    applicant('GET', `/v1/orders/${realNumber}`),
    applicant('GET', `/v1/nothing/${realNumber}?name=${said}`),
    applicant('POST', '/v1/drafts', { service: note, post: name }),
    applicant('PATCH', `/v1/drafts/${randomUUID()}`, { answers: { [note]: name, 'address.street': street } }),
    applicant('PATCH', `/v1/drafts/${phone}`, { answers: { 'address.street': street } }),
    applicant('POST', `/v1/drafts/${randomUUID()}/documents?kind=${phone}`, form, { 'content-type': parted }),
    applicant('POST', `${order}/documents?kind=residence-proof`, form, { 'content-type': parted }),
    applicant('POST', `${order}/supplement`, { answers: { [note]: street } }),
    applicant('POST', `${order}/interview`, { startsAt: note }),
    applicant('POST', `${order}/receipt`, { [name]: note }, { 'idempotency-key': `${phone} ${phone}` }),
    applicant('POST', '/v1/hand-overs', { orderNumber: realNumber, code: phone }),
    applicant('POST', '/v1/me/real-name', { kind: 'passport', number: realNumber, name: `${realName}甲` }),
    applicant('PUT', '/v1/me/password', { current: note, password: name }),
    applicant('DELETE', `/v1/me/addresses/${phone}`),
    officer('GET', `/v1/staff/cases/${realNumber}`),
    officer('POST', '/v1/staff/case-search', { [realNumber]: name }),
    officer('POST', `${desk}/shown`, { fields: [realNumber], reason: note }),
    officer('POST', `${desk}/refusal`, { seenVersion: 999, ground: 'identity-unproved', note }),
    officer('POST', `${desk}/refusal`, { seenVersion: 0, ground: note, note }),
    officer('POST', `${desk}/${said}`, { note }),
  ];
}

import { existsSync, readFileSync } from 'node:fs';
import type { DemoAccount } from '../../db/seed.ts';
import { codeOf, stepNow } from '../demo/codes.ts';

const STEP_SECONDS = 30;

/**
 * STAND-IN for the telephones of the demo staff: a page with the present code of each demo account, as an authenticator app
 * would show it. Only where the demo's accounts are; nobody real has their secret in a file.
 */
export function authenticatorPage(accountsFile: string, nowMs = Date.now()): string {
  const accounts = existsSync(accountsFile)
    ? (JSON.parse(readFileSync(accountsFile, 'utf8')) as Partial<DemoAccount>[])
    : [];
  const step = stepNow(nowMs);
  const left = STEP_SECONDS - (Math.floor(nowMs / 1_000) % STEP_SECONDS);
  // The demo's own logins and base32 secrets: nothing in them needs escaping.
  const rows = accounts.flatMap(({ login, totpSecret }) =>
    totpSecret ? [`<tr><th>${login}</th><td><code>${codeOf(totpSecret, step)}</code></td></tr>`] : [],
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="${Math.min(left, 5)}">
<title>Authenticator (stand-in)</title>
<h1>Authenticator: stand-in for the telephones of the demo staff</h1>
<p>These codes change in <b>${left}</b> seconds; each opens once. The secrets lie in demo-accounts.json: an app on your own telephone works as well.</p>
<table>${rows.join('\n')}</table></html>`;
}

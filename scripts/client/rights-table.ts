import { type OperationId, RIGHTS, type Right } from '../../domain/rights.ts';
import { describedApp } from './document.ts';

const HEAD = `# Who may call what

Written from \`domain/rights.ts\` by \`npm run client\`; the generated test \`rights.route\` asks every route as every role about one's
own thing, another's, another post's and none. An object that is not for whom asks is answered like one that does not exist
(404); a role that lacks a route gets 403; without a session 401. What a role may do with a case in its present status says
\`domain/commands.ts\`, how much of it one sees \`domain/sight.ts\`.

| route | operation | who | about | besides |
|---|---|---|---|---|
`;

/** The rights table for people, as docs/rights.md holds it. */
export async function rightsTable(): Promise<string> {
  const app = await describedApp();
  const rows = (Object.keys(RIGHTS) as OperationId[]).map((id) => {
    const route = app.operations.get(id);
    const place = route ? `${route.method} ${route.url.replace(/^\/v1/, '')}` : '–';
    const right: Right = RIGHTS[id];
    return `| \`${place}\` | ${id} | ${whoMay(right)} | ${aboutOf(right)} | ${besides(right)} |`;
  });
  await app.close();
  return `${HEAD}${rows.join('\n')}\n`;
}

function whoMay(right: Right): string {
  if (right.door === 'public') return 'everybody';
  if (right.door === 'account') return 'account';
  return right.roles === 'any' ? 'any staff' : right.roles.join(', ');
}

function aboutOf(right: Right): string {
  if (right.door === 'public' || !right.object) return '–';
  return right.object === 'case' ? 'case of the own post, or that one makes' : `own ${right.object}`;
}

function besides(right: Right): string {
  if (right.door === 'public') return '–';
  const words = [
    right.needsKey ? 'Idempotency-Key' : '',
    'stepUp' in right ? 'recent second factor' : '',
    'reads' in right ? `recorded: ${right.reads}` : '',
  ];
  return words.filter(Boolean).join('; ') || '–';
}

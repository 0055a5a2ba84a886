import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands in for a service of the Pwned Passwords range protocol: knows these passwords, pads each answer.
 * @returns its address, what was asked of it, and how it is stopped or made to fail
 */
export async function startBreaches(known: readonly string[]) {
  const asked: Pick<IncomingMessage, 'url' | 'headers'>[] = [];
  let failing: ((path: string) => { status: number; body?: string }) | undefined;
  const digests = known.map((each) => createHash('sha1').update(each).digest('hex').toUpperCase());
  const server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    const failure = failing?.(url);
    if (failure) {
      response.writeHead(failure.status, { location: '/range/00000' }).end(failure.body);
      return;
    }
    const prefix = url.replace('/range/', '');
    const lines = digests.filter((each) => each.startsWith(prefix)).map((each) => `${each.slice(5)}:42`);
    const padding = digests.map((each) => `${each.slice(5).split('').reverse().join('')}:0`);
    response.end([...padding, ...lines].join('\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fail: (how: typeof failing) => {
      failing = how;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Sessions of demo staff at one system, for the next run: a code opens once, and five of them are taken in ten minutes. */
export type KeptSessions = {
  find(login: string): string | undefined;
  keep(login: string, token: string): void;
};

/** In a file beside the demo accounts, as little meant for others as these. @param api  the system that they are of */
export function keptSessions(file: string, api: string): KeptSessions {
  const read = (): Record<string, string> => {
    if (!existsSync(file)) return {};
    const { of, tokens } = JSON.parse(readFileSync(file, 'utf8')) as {
      of: string;
      tokens: Record<string, string>;
    };
    return of === api ? tokens : {};
  };
  return {
    find: (login) => read()[login],
    keep(login, token) {
      const tokens = { ...read(), [login]: token };
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ of: api, tokens }), { mode: 0o600 });
      renameSync(draft, file);
    },
  };
}

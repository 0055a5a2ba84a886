import { prepare } from './install.mjs';

prepare();
// The same as `node --import tsx scripts/start.ts`, without a second process between the terminal and the supervisor.
await import('tsx');
await import('./start.ts');

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDeps } from './deps.ts';
import { shownValueRoutes } from './shown-values.ts';
import { staffCaseRoutes } from './staff-cases.ts';
import { registerStaffCommands } from './staff-commands.ts';
import { staffTaskRoutes } from './staff-tasks.ts';

/** The desk's side. */
export const staffRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  await app.register(staffTaskRoutes, deps);
  await app.register(staffCaseRoutes, deps);
  await app.register(shownValueRoutes, deps);
  registerStaffCommands(app, deps);
};

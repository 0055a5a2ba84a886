import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AppDeps } from './deps.ts';
import { authenticate } from './sessions.ts';
import { staffCaseRoutes } from './staff-cases.ts';
import { registerStaffCommands } from './staff-commands.ts';
import { createCaseFinder } from './staff-sight.ts';
import { staffTaskRoutes } from './staff-tasks.ts';

/** The desk's side. Every route needs a staff session; what one may not see does not exist. */
export const staffRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.addHook('preHandler', authenticate(deps.people, 'staff'));
  await app.register(staffTaskRoutes, deps);
  await app.register(staffCaseRoutes, deps);
  registerStaffCommands(app, deps, createCaseFinder(deps).findCommanded);
};

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from './deps.ts';
import { takeTry } from './limits.ts';
import { problems } from './schemas.ts';

const POLICY_REPORTS = '/policy-reports';
/** To a content policy and as a header of its own: where browsers tell that a page broke it (ASVS 3.4.7). */
export const REPORT_TO = `report-uri /v1${POLICY_REPORTS}; report-to policy`;
export const REPORTING_ENDPOINTS = `policy="/v1${POLICY_REPORTS}"`;

/** What a report may name: the rest of it holds addresses and pieces of pages, and is dropped. */
const DIRECTIVES = [
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'font-src',
  'connect-src',
  'manifest-src',
  'worker-src',
  'object-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'child-src',
  'media-src',
] as const;

const Directive = z.string().max(500).optional();
/** As CSP level 2 sends it, one a request. */
const Report = z.looseObject({
  'csp-report': z.looseObject({ 'effective-directive': Directive, 'violated-directive': Directive }),
});
/** As the Reporting API sends them. */
const Reports = z
  .array(
    z.looseObject({
      type: z.string().max(100),
      body: z.looseObject({ effectiveDirective: Directive }).nullish(),
    }),
  )
  .max(100);

/** Browsers' reports of broken content policies: each becomes one line of the log, by its directive alone. */
export const policyReportRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { people, log }) => {
  app.addContentTypeParser(
    ['application/csp-report', 'application/reports+json'],
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    app.getDefaultJsonParser('error', 'error'),
  );
  app.post(
    POLICY_REPORTS,
    {
      schema: {
        operationId: 'reportPolicy',
        tags: ['Edge'],
        description: 'For browsers: that a page broke its content policy.',
        consumes: ['application/csp-report', 'application/reports+json', 'application/json'],
        body: z.union([Report, Reports]),
        response: { 204: z.null(), ...problems(400, 413, 429) },
      },
    },
    async (request, reply) => {
      await takeTry(people, 'report', request.ip);
      const broken = directivesIn(request.body);
      for (const directive of new Set(broken))
        log.warn(
          {
            requestId: request.id,
            errorCode: directive,
            count: broken.filter((each) => each === directive).length,
          },
          'a page broke its content policy',
        );
      return reply.code(204).send(null);
    },
  );
};

function directivesIn(body: z.infer<typeof Report> | z.infer<typeof Reports>): string[] {
  if (!Array.isArray(body)) {
    const { 'effective-directive': effective, 'violated-directive': violated } = body['csp-report'];
    return [known(effective ?? violated?.split(' ', 1)[0])];
  }
  return body
    .filter(({ type }) => type === 'csp-violation')
    .map((each) => known(each.body?.effectiveDirective));
}

const known = (directive: string | undefined): string =>
  DIRECTIVES.find((each) => each === directive) ?? 'unknown-directive';

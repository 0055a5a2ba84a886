import { renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
/** Part of the bundle, for failures are also made inside the sandbox. */
const FAILURE_CONVERTER = fileURLToPath(new URL('../../adapters/failure-converter.cjs', import.meta.url));

/** Bundles the workflow code once for all workers; the same bundle serves tests and production. */
export async function buildWorkflowBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS,
    failureConverterPath: FAILURE_CONVERTER,
    logger: new DefaultLogger('ERROR'),
  });
  writeFileSync(`${file}.draft`, code);
  renameSync(`${file}.draft`, file); // a worker that starts at this moment reads the old one or the new one
}

// Encodes the messages and stack traces of failures as payloads, so that the codec encrypts them too.
// CommonJS on purpose: the SDK loads this path with require() in the worker and the client, where a .ts file is not
// understood under every runner, and bundles it into the workflow sandbox. So: no node: imports here.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

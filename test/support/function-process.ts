import { execFile } from 'node:child_process';
import { bundleOfSuite } from './bundle-of-suite.ts';

const script = `
  const { inspect } = require('node:util');
  const [file, event] = process.argv.slice(1);
  const context = { functionName: 'sync', awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 };
  require(file).handler(JSON.parse(event), context).then(
    (answer) => console.log('ANSWER', JSON.stringify(answer)),
    (error) => console.log('ERROR', inspect(error, { depth: Infinity })),
  );
`;

const bundles = { sync: bundleOfSuite('sync'), explain: bundleOfSuite('explain') };

/**
 * Invokes a function, bundled as it is deployed, in a process of its own with this environment and nothing of the
 * shell's. Resolves to all that it wrote: its log and metrics, and its answer, or its error with all that hangs on it.
 */
export function outputOfFunction(
  name: 'sync' | 'explain',
  event: object,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { PATH: process.env['PATH'], ...environment };
  const { promise, resolve } = Promise.withResolvers<string>();
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  execFile(process.execPath, ['-e', script, bundles[name](), JSON.stringify(event)], options, (_, stdout, stderr) =>
    resolve(`${stdout}${stderr}`),
  );
  return promise;
}

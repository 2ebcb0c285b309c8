import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const run = promisify(execFile);
const osls = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'osls');

/** The environment of a child that sees nothing of this one's but the path; it reaches no AWS. */
const bareEnvironment = (variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  ...variables,
});

/** Runs osls in the project. Rejects, with what it printed, when it fails. */
export const runOsls = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  run(osls, args, { env: bareEnvironment(variables) });

export interface PackagedService {
  readonly zip: Buffer;
  /** The names of its files. */
  readonly files: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the template holds
  readonly template: any;
}

/** Packages the service into a folder and unpacks the zip into its subfolder `task`. */
export async function packageService(folder: string): Promise<PackagedService> {
  await runOsls(['package', '--package', folder]);
  const zip = await readFile(join(folder, 'dns-herald.zip'));
  const files = Object.entries(unzipSync(zip));
  for (const [name, content] of files) {
    const path = join(folder, 'task', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const template = JSON.parse(await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8'));
  return { zip, files: files.map(([name]) => name), template };
}

const invocation = `
  const { handler } = require('./dist/sync.cjs');
  const context = { functionName: 'sync', awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 };
  handler(JSON.parse(process.argv[1]), context).then((report) => {
    require('node:fs').writeFileSync(process.argv[2], JSON.stringify(report));
  });
`;

/** Calls the unpacked handler with an event as Lambda would, in a process of its own. Resolves to what it returned. */
export async function invokeUnpacked(
  folder: string,
  event: object,
  variables: Readonly<Record<string, string>>,
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was returned
): Promise<any> {
  await logOfUnpacked(folder, event, variables);
  return JSON.parse(await readFile(join(folder, 'answer.json'), 'utf8'));
}

/** The same, for what it wrote to the log. Rejects, with the log, when the handler fails. */
export async function logOfUnpacked(
  folder: string,
  event: object,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const cwd = join(folder, 'task');
  const args = ['-e', invocation, JSON.stringify(event), join(folder, 'answer.json')];
  const { stdout, stderr } = await run('node', args, { cwd, env: bareEnvironment(variables) });
  return `${stdout}${stderr}`;
}

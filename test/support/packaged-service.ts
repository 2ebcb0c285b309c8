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

/** The functions of serverless.yml. */
export type FunctionName = 'sync' | 'explain';

/** What osls made of the service. */
export interface PackagedService {
  readonly folder: string;
  /** The zip of each function. */
  readonly zips: Readonly<Record<FunctionName, Buffer>>;
  /** The names of the files of each. */
  readonly files: Readonly<Record<FunctionName, readonly string[]>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the template holds
  readonly template: any;
}

/** Writes the template into a folder. */
export const templateFile = (folder: string): string => join(folder, 'cloudformation-template-update-stack.json');

/** Packages the service into a folder, and unpacks each zip into a subfolder named after its function. */
export async function packageService(folder: string, args: readonly string[] = []): Promise<PackagedService> {
  await runOsls(['package', '--package', folder, ...args]);
  const [sync, explain] = await Promise.all([unpack(folder, 'sync'), unpack(folder, 'explain')]);
  return {
    folder,
    zips: { sync: sync.zip, explain: explain.zip },
    files: { sync: sync.files, explain: explain.files },
    template: JSON.parse(await readFile(templateFile(folder), 'utf8')),
  };
}

async function unpack(folder: string, name: FunctionName) {
  const zip = await readFile(join(folder, `${name}.zip`));
  const files = Object.entries(unzipSync(zip));
  for (const [file, content] of files) {
    const path = join(folder, name, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return { zip, files: files.map(([file]) => file) };
}

/**
 * As Lambda's runtime does: the handler's text is a path without its ending and the name of an export, the event comes
 * as JSON, and what the handler returns goes back as JSON.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
const runtime = `
  const [handler, event, answer] = process.argv.slice(1);
  const [file, name] = handler.split(/\\.(?=[^.]+$)/);
  const context = {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    awsRequestId: 'd32c5e3a-0b7a-4c2f-8a4c-6a7a4a3c2f11',
    getRemainingTimeInMillis: () => 60_000,
  };
  require('./' + file + '.cjs')[name](JSON.parse(event), context).then((returned) => {
    require('node:fs').writeFileSync(answer, JSON.stringify(returned));
  });
`;

/** Calls the unpacked handler with an event as Lambda would, in a process of its own. Resolves to what it returned. */
export async function invokeUnpacked(
  service: Pick<PackagedService, 'folder' | 'template'>,
  event: object,
  variables: Readonly<Record<string, string>>,
  name: FunctionName = 'sync',
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was returned
): Promise<any> {
  await logOfUnpacked(service, event, variables, name);
  return JSON.parse(await readFile(join(service.folder, 'answer.json'), 'utf8'));
}

/** The same, for what it wrote to the log. Rejects, with the log, when the handler fails. */
export async function logOfUnpacked(
  { folder, template }: Pick<PackagedService, 'folder' | 'template'>,
  event: object,
  variables: Readonly<Record<string, string>>,
  name: FunctionName = 'sync',
): Promise<string> {
  const { Handler, FunctionName, Environment } = functionOf(template, name);
  const args = ['-e', runtime, Handler, JSON.stringify(event), join(folder, 'answer.json')];
  const told = { ...Environment.Variables, AWS_LAMBDA_FUNCTION_NAME: FunctionName, ...variables };
  const { stdout, stderr } = await run('node', args, { cwd: join(folder, name), env: bareEnvironment(told) });
  return `${stdout}${stderr}`;
}

// biome-ignore lint/suspicious/noExplicitAny: as the template has it
const functionOf = (template: any, name: FunctionName) =>
  template.Resources[`${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`].Properties;

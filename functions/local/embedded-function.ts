import type { Context } from 'aws-lambda';
import { readCommandLine } from '../../lib/config/command-line.ts';
import { ConfigError } from '../../lib/config/config.ts';
import { environmentName, environmentPrefix, flagsByName } from '../../lib/config/names.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import { isList } from '../../lib/config/read-value.ts';
import type { Report } from '../../lib/report/report.ts';
import { sourceNames } from '../../lib/sources/index.ts';

/** How the examples are run; a flag of the same name on the command line takes the place of one of these. */
const ownFlags = [
  ...['service', 'ingress', 'node', 'crd'].map((source) => `--source=${source}`),
  ...['A', 'AAAA', 'CNAME', 'TXT'].map((type) => `--managed-record-types=${type}`),
  '--txt-owner-id=example-cluster',
  // The embedded Route 53 has no limit to respect.
  '--route53-requests-per-second=1000',
];

/** These would lead out of the embedded cluster and Route 53. */
const outward = [
  ...['kubeconfig', 'context', 'server'],
  ...['eks-cluster-name', 'eks-region', 'eks-assume-role', 'eks-assume-role-external-id'],
  ...['aws-profile', 'aws-assume-role', 'aws-assume-role-external-id', 'aws-zone-role'],
];

/** The environment of the function: the flags under their names there. Throws ConfigError with every problem. */
export function functionEnvironment(argv: readonly string[]): Readonly<Record<string, string>> {
  const { byName } = readCommandLine(argv);
  const problems = outward
    .filter((name) => byName.has(name))
    .map((name) => `--${name} has no place here: npm start brings its own cluster and Route 53; use npm run sync.`);
  if (problems.length > 0) throw new ConfigError(problems);
  const kept = ownFlags.filter((flag) => !byName.has(flag.slice('--'.length, flag.indexOf('='))));
  const flags = [...kept, ...argv];
  parseConfig({ flags, availableSources: sourceNames });
  return Object.fromEntries([...readCommandLine(flags).byName].flatMap(([name, { texts }]) => variable(name, texts)));
}

/** Options of the command line alone are no business of the function. A list of one empty value is not an unset one. */
function variable(name: string, texts: readonly string[]): readonly (readonly [string, string])[] {
  const flag = flagsByName.get(name)?.flag;
  if (flag === undefined) return [];
  const text = texts.join('\n');
  return [[environmentName(name), isList(flag) && text === '' ? '\n' : text]];
}

/**
 * Loads the function as Lambda would, under this environment, and gives what invokes it. Settings of the shell are
 * taken away: the demonstration must not depend on them, nor reach an account of theirs.
 */
export async function loadFunction(environment: Readonly<Record<string, string>>): Promise<() => Promise<Report>> {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith(environmentPrefix) || name.startsWith('AWS_')) delete process.env[name];
  }
  Object.assign(process.env, quietPowertools, environment);
  const { handler } = await import('../sync.ts');
  return async () => {
    const answer = await handler({}, invocation);
    if ('checks' in answer) throw new TypeError('A run was asked for, and the answer is an examination');
    return answer;
  };
}

/** The log and the metrics of a function go to stdout, where a person reads here. */
const quietPowertools = {
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
};

/** Lambda's longest time limit, in milliseconds. */
const timeLimit = 15 * 60 * 1000;

const nothing = () => undefined;

const invocation: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'dns-herald-sync',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:dns-herald-sync',
  memoryLimitInMB: '256',
  awsRequestId: 'embedded',
  logGroupName: 'embedded',
  logStreamName: 'embedded',
  getRemainingTimeInMillis: () => timeLimit,
  done: nothing,
  fail: nothing,
  succeed: nothing,
};

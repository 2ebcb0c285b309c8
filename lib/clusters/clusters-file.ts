import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../config/config.ts';
import { suggestion } from '../config/names.ts';
import { sentence } from '../config/settings.ts';

const nameRule = 'it must have up to 63 lower case letters, digits and hyphens, such as prod-eu';
const name = z.string(nameRule).regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, nameRule);

/** How EventBridge Scheduler is told when (its user guide, "Schedule types"). */
const scheduleRule = 'it must be such as rate(5 minutes) or cron(0/5 * * * ? *)';
const schedule = z.string(scheduleRule).regex(/^(rate|cron)\([^()]+\)$/, scheduleRule);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const setting = z.union([scalar, z.array(scalar)], 'it must be a value or a list of values');

/** A setting as it was written, by its name in camel case. */
export type WrittenSettings = Readonly<Record<string, z.infer<typeof setting>>>;

const shard = z.object({ name }).catchall(setting);
const cluster = z
  .object({
    name,
    shards: z
      .array(shard, 'it must be a list')
      .min(2, 'one shard is no division: leave it out, or add another')
      .optional(),
    schedule: schedule.optional(),
    kubeconfigKey: z.string('it must be the ARN of a key').optional(),
  })
  .catchall(setting);
const file = z.strictObject({
  schedule: schedule.optional(),
  concurrentRuns: z.int('it must be a whole number').min(1, 'it must be 1 or more').optional(),
  clusters: z.array(cluster, 'it must be a list of clusters').min(1, 'it must have at least one cluster'),
});

/** One part of a cluster's zones or domains. */
export interface WrittenShard {
  readonly name: string;
  readonly settings: WrittenSettings;
}

/** One cluster as the file has it. */
export interface WrittenCluster extends WrittenShard {
  readonly shards: readonly WrittenShard[];
  /** When it runs, as EventBridge Scheduler takes it; undefined where that is as the template says. */
  readonly schedule?: string;
  /** ARN of the key that the kubeconfig is encrypted with, where it is not AWS's own. */
  readonly kubeconfigKey?: string;
}

/** The clusters file as it is written; what the settings mean is for `resolveClusters` to say. */
export interface ClustersFile {
  /** How many runs are to go at the same time, at most; undefined where each has its turn when its schedule says so. */
  readonly concurrentRuns?: number;
  /** When the clusters run that say nothing else. */
  readonly schedule?: string;
  readonly clusters: readonly WrittenCluster[];
}

/** Reads the clusters file, which is YAML. Throws ConfigError with everything that is wrong with its form. */
export function readClustersFile(text: string): ClustersFile {
  const { data, error } = file.safeParse(parsed(text));
  if (error !== undefined) throw new ConfigError(error.issues.flatMap(problemsOf));
  const problems = twice(data.clusters.map((each) => each.name)).map(
    (each) => `The cluster ${each} is there twice; give each its own name.`,
  );
  for (const each of data.clusters)
    for (const double of twice((each.shards ?? []).map((part) => part.name)))
      problems.push(`The cluster ${each.name} has the shard ${double} twice; give each its own name.`);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...(data.concurrentRuns !== undefined && { concurrentRuns: data.concurrentRuns }),
    ...(data.schedule !== undefined && { schedule: data.schedule }),
    clusters: data.clusters.map(({ name, shards = [], kubeconfigKey, schedule = data.schedule, ...settings }) => ({
      name,
      settings,
      shards: shards.map(({ name, ...own }) => ({ name, settings: own })),
      ...(kubeconfigKey !== undefined && { kubeconfigKey }),
      ...(schedule !== undefined && { schedule }),
    })),
  };
}

/** A tag that the parser does not know would be dropped with a warning: `!Ref Owner` is not the text "Owner". */
function parsed(text: string): unknown {
  const document = parseDocument(text);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw noYaml(problem);
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor is a ReferenceError to the parser.
    if (error instanceof ReferenceError) throw noYaml(error);
    throw error;
  }
}

const noYaml = ({ message }: Error): ConfigError =>
  new ConfigError([`It is no YAML: ${message.split('\n', 1)[0]?.replace(/:$/, '')}.`]);

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((each, index) => names.indexOf(each) !== index)),
];

const topKeys = Object.keys(file.shape);

function problemsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      sentence(`The key ${key} is not known${suggestion(key, topKeys) || `; there are ${topKeys.join(' and ')}`}`),
    );
  return [`${placeOf(issue.path) || 'The file'}: ${issue.message}.`];
}

/** `clusters[1].shards[0].name` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');

import { readdir, readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../../lib/config/config.ts';

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

/** An object as a manifest has it, its status included. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

const recordSchema = z.object({
  name: z.string(),
  type: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'TXT']),
  /** Seconds. */
  ttl: z.number(),
  values: z.array(z.string()),
});

const accountSchema = z.object({
  zones: z.array(z.object({ name: z.string(), records: z.array(recordSchema).default([]) })),
});

/** A hosted zone, and what it holds before the first run. */
export type ExampleZone = Readonly<z.infer<typeof accountSchema>['zones'][number]>;

const changesSchema = z.object({
  deleted: z.array(z.object({ apiVersion: z.string(), kind: z.string(), namespace: z.string(), name: z.string() })),
  applied: z.array(manifestSchema),
});

/** What happens in the cluster between two runs. */
export type ExampleChanges = Readonly<z.infer<typeof changesSchema>>;

/** Everything under examples/, and the definition of the one custom resource in it. */
export interface Examples {
  readonly definitions: readonly Manifest[];
  readonly objects: readonly Manifest[];
  readonly zones: readonly ExampleZone[];
  readonly changes: readonly ExampleChanges[];
}

const root = new URL('../../', import.meta.url);
const clusterFolder = 'examples/cluster/';

/** Reads the examples. Throws ConfigError with what is wrong with one. */
export async function readExamples(): Promise<Examples> {
  const files = (await readdir(new URL(clusterFolder, root))).sort();
  const objects = await Promise.all(files.map((file) => readDocuments(clusterFolder + file, manifestSchema)));
  const accounts = await readDocuments('examples/route53.yaml', accountSchema);
  return {
    definitions: await readDocuments('infra/kubernetes/dnsendpoint-crd.yaml', manifestSchema),
    objects: objects.flat(),
    zones: accounts.flatMap(({ zones }) => zones),
    changes: await readDocuments('examples/changes.yaml', changesSchema),
  };
}

/** The documents of a YAML file; those that hold nothing (a trailing `---`, a comment) are passed over. */
async function readDocuments<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<readonly z.infer<Schema>[]> {
  const documents = parseAllDocuments(await readFile(new URL(path, root), 'utf8'));
  const problems = documents.flatMap(({ errors }) => errors.map(({ message }) => `${path}: ${message}`));
  if (problems.length > 0) throw new ConfigError(problems);
  return documents
    .map((document): unknown => document.toJS())
    .filter((value) => value !== null)
    .map((value, index) => readDocument(value, schema, `${path}, document ${index + 1}`));
}

function readDocument<Schema extends z.ZodType>(value: unknown, schema: Schema, place: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map(({ path, message }) => `${place}: ${path.join('.')}: ${message}.`));
}

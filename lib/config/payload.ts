import { z } from 'zod';
import { camelCase, flagsByName, suggestion } from './names.ts';
import { sentence } from './settings.ts';

const namesExpected = 'it must be a name or a list of names';

const flag = z.boolean('it must be true or false');
const text = z.string('it must be a text').trim().min(1, 'it must not be empty');
const names = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string(namesExpected).trim().min(1, namesExpected), namesExpected).min(1, namesExpected),
);

const schema = z.strictObject({
  cluster: text.optional(),
  shard: text.optional(),
  summary: flag.optional(),
  dryRun: flag.optional(),
  verbose: flag.optional(),
  doctor: flag.optional(),
  approve: text.optional(),
  sources: names.optional(),
  namespace: text.optional(),
  domainFilter: names.optional(),
  zoneIdFilter: names.optional(),
});

/** What an invocation may say: which cluster of the clusters file is meant, how to answer, and to which part of the configured run to keep. */
export type Payload = z.infer<typeof schema>;

/** The keys of a payload, in the order of the documentation. */
export const payloadKeys: readonly string[] = Object.keys(schema.shape);

/**
 * True for the event of a schedule (EventBridge rules and EventBridge Scheduler fill `detail-type`), which asks for a
 * run as it is configured.
 */
export const isScheduledEvent = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'detail-type' in event;

/** What says which instance is meant and how to answer, and so may stand in a schedule's event as well. */
const besideSchedule: readonly string[] = ['cluster', 'shard', 'summary'];

/** A rehearsal must not become a run because it was copied from a schedule's event. */
const ignoredBySchedule = (event: unknown): readonly string[] =>
  payloadKeys
    .filter((key) => Object.hasOwn(Object(event), key) && !besideSchedule.includes(key))
    .map((key) => `The payload's ${key} does not count in the event of a schedule; leave out detail-type, or ${key}.`);

/** Reads the event of an invocation: problems are sentences. Nothing at all, and a schedule's event, are an empty payload. */
export function readPayload(event: unknown): { readonly payload: Payload; readonly problems: readonly string[] } {
  if (event === undefined || event === null) return { payload: {}, problems: [] };
  if (isScheduledEvent(event)) return { payload: {}, problems: ignoredBySchedule(event) };
  const result = schema.safeParse(withSourcesNamed(event));
  if (result.success) return { payload: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, event));
  return { payload: {}, problems: [...new Set(problems)] };
}

/** `source`, as the flag is called, means `sources`. */
function withSourcesNamed(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('source' in event) || 'sources' in event) return event;
  const { source: sources, ...rest } = event;
  return { ...rest, sources };
}

function problemsOf(issue: z.core.$ZodIssue, event: unknown): readonly string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(unknownKey);
  const [key] = issue.path;
  if (key === undefined) return [`The payload is ${shown(event)}; it must be an object such as {"dryRun": true}.`];
  return [`The payload's ${String(key)} is ${shown(valueAt(event, key))}; ${issue.message}.`];
}

const valueAt = (event: unknown, key: PropertyKey): unknown =>
  Object.entries(event ?? {}).find(([name]) => name === key || (key === 'sources' && name === 'source'))?.[1];

const longestShown = 60;

/** A value as JSON, cut where it is long. */
function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > longestShown ? `${json.slice(0, longestShown)}...` : json;
}

const settingKeys: ReadonlySet<string> = new Set([...flagsByName.keys()].map((name) => camelCase(name)));

function unknownKey(key: string): string {
  const takes = `it takes ${payloadKeys.join(', ')}`;
  if (key === 'source') return "The payload's source and sources are one setting; keep one of them.";
  if (settingKeys.has(key))
    return `The payload's ${key} cannot be set: a payload may narrow a run, never change it; ${takes}.`;
  return sentence(`The payload's ${key} is not known${suggestion(key, payloadKeys) || `; ${takes}`}`);
}

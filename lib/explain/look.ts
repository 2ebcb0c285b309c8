import { runCluster } from '../cluster/run-cluster.ts';
import { plannerName } from '../endpoint/dns-name.ts';
import { type NameRequest, type ObjectReference, referenceText } from '../endpoint/endpoint.ts';
import type { Run } from '../run/run.ts';
import type { RunIdentity } from '../run/run-identity.ts';
import { readSources, type SourceReading } from '../sources/read-sources.ts';
import type { SourceContext } from '../sources/source.ts';
import { type Asker, findAskers } from './askers.ts';
import { focusedOn } from './focus.ts';
import type { ObjectQuestion, Question } from './question.ts';

/** What was seen of the cluster, and how to see the rest. */
export interface View {
  /** Everybody who asks for the name; or the object, where it asks at all. */
  readonly askers: readonly Asker[];
  /** Whether the object asked about is in the cluster, as far as this instance reads such objects. */
  readonly presence: 'present' | 'absent' | 'nobody reads it';
  readonly readings: readonly SourceReading[];
  /** Whose decisions the readings can tell: of everybody, or of one object. */
  readonly focus?: ObjectQuestion;
  readonly readAll: () => Promise<readonly SourceReading[]>;
}

/** Looks at the cluster: for a name at all that the enabled sources list, for an object at it alone. */
export async function look(run: Run, { runObject }: RunIdentity, question: Question): Promise<View> {
  const { client, config, signal, now } = run;
  const context: SourceContext = { cluster: runCluster(client, signal), config, signal, runObject };
  const readAll = () => readSources(context, now);
  if ('object' in question) return lookAtObject(run, context, question.object, readAll);
  const readings = await readAll();
  const concern = ({ dnsName }: NameRequest) => plannerName(dnsName) === question.name;
  return {
    readings,
    askers: await findAskers(run, context, readings, concern),
    presence: 'present',
    readAll: async () => readings,
  };
}

/** Only the sources that read its kind are asked, and only for this object. */
async function lookAtObject(
  run: Run,
  everything: SourceContext,
  object: ObjectQuestion,
  readAll: View['readAll'],
): Promise<View> {
  const { config, cluster } = everything;
  const source = config.source.filter((name) => object.sources.includes(name));
  const context = { ...everything, cluster: focusedOn(object, cluster), config: { ...config, source } };
  const readings = await readSources(context, run.now);
  const isRead = readings.some(({ result }) => result.objects.some((ref) => isObject(ref, object)));
  const outside =
    config.namespace !== undefined && object.namespace !== undefined && config.namespace !== object.namespace;
  const concern = (_: NameRequest, ref: ObjectReference) => isObject(ref, object);
  const served = outside ? [] : readings;
  const askers = await findAskers(run, context, served, concern);
  return {
    readings: served,
    askers: outside ? askers.map((asker) => outsideNamespace(asker, config.namespace)) : askers,
    presence: source.length === 0 ? 'nobody reads it' : isRead ? 'present' : 'absent',
    focus: object,
    readAll,
  };
}

const outsideNamespace = (asker: Asker, namespace = ''): Asker => ({
  ...asker,
  verdicts: [{ filter: `--namespace=${namespace}`, passes: false }, ...asker.verdicts],
});

/** Whether a reference is to the object asked about. */
export const isObject = (ref: ObjectReference, object: ObjectQuestion): boolean =>
  referenceText(ref) === referenceText(object);

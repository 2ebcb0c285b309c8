import { isWithin, plannerName } from '../endpoint/dns-name.ts';
import { isSameObject, type ObjectReference, referenceText } from '../endpoint/endpoint.ts';
import type { Change } from '../plan/change.ts';
import type { Run } from '../run/run.ts';
import { identify, register } from '../run/run-identity.ts';
import { referenceFromLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import type { Asker } from './askers.ts';
import { conclusionOf, type Found } from './conclusion.ts';
import { decisionsOf } from './decision.ts';
import { type Judgement, judgeEnough } from './judge.ts';
import { lastEvents } from './last-events.ts';
import { isObject, look, type View } from './look.ts';
import { type Question, questionText } from './question.ts';
import { recordsAt, wishOf } from './records.ts';
import type { Trail, TrailObject, TrailRecord, TrailSource } from './trail.ts';

/**
 * The whole trail of a name or an object, found out as a run finds it out, by the same sources, plan and guards. Reads
 * only: takes no Lease, writes no event, changes no record. Throws as `sync` does.
 */
export async function explain(run: Run, question: Question): Promise<Trail> {
  const before = run.client.requests;
  // As a dry run it makes no Lease to speak through.
  const identity = await register(run, await identify({ ...run, config: { ...run.config, dryRun: true } }));
  const view = await look(run, identity, question);
  const names = namesOf(question, view.askers);
  const nothing: Judgement = { readings: view.readings, changes: [], notes: [] };
  const judgement = names.length === 0 ? nothing : await judgeEnough(run, identity, view, names);
  const { dns, changes, notes } = judgement;
  const records = dns === undefined ? [] : recordsAt(identity.registry, dns, names);
  const spellings = 'name' in question ? [...names, ...changes.map(({ endpoint }) => endpoint.dnsName)] : [];
  const told = await lastEvents(run, toldObjects(question, view, judgement, records, changes), spellings);
  const decisions = decisionsOf(changes, run.config.dryRun ? 'dry' : 'writing');
  const sources = judgement.readings.map(trailSource);
  const found: Found = {
    ...view,
    question,
    sources,
    records,
    decisions,
    events: told.events,
    zones: dns?.zones ?? [],
    warnings: 'object' in question ? warningsOn(judgement.readings, (ref) => isObject(ref, question.object)) : [],
  };
  return {
    question: questionText(question),
    ...(identity.owner !== undefined && { owner: identity.owner }),
    sources,
    objects: view.askers.map((asker) => trailObject(asker, judgement.readings)),
    names: names.filter((name) => name !== ''),
    zones: (dns?.zones ?? []).filter((zone) => names.some((name) => isWithin(name, zone.name))),
    records,
    decisions,
    events: told.events,
    notes: [...('name' in question ? unreadable(judgement.readings) : []), ...notes, ...told.notes],
    outcome: conclusionOf(found),
    calls: { kubernetes: run.client.requests - before, route53: run.providerCalls() },
  };
}

const namesOf = (question: Question, askers: readonly Asker[]): readonly string[] =>
  'name' in question
    ? [question.name]
    : [...new Set(askers.flatMap(({ wishes }) => wishes.map(({ dnsName }) => plannerName(dnsName))))];

const trailSource = ({ name, result, failure }: SourceReading): TrailSource => ({
  name,
  objects: result.objects.length,
  state: failure?.kind ?? 'read',
  ...(failure && { error: failure.problem }),
});

const trailObject = ({ ref, wishes, verdicts }: Asker, readings: readonly SourceReading[]): TrailObject => ({
  object: referenceText(ref),
  source: ref.source,
  filters: verdicts,
  asks: wishes.map(wishOf),
  warnings: warningsOn(readings, (other) => isSameObject(other, ref)),
});

/** What the sources found odd about an object. */
const warningsOn = (
  readings: readonly SourceReading[],
  isMeant: (ref: ObjectReference) => boolean,
): readonly string[] =>
  readings
    .flatMap(({ result }) => result.warnings ?? [])
    .flatMap(({ ref, problem }) => (isMeant(ref) ? [problem] : []));

/** Whoever cannot say which names it wants may want this one. */
const unreadable = (readings: readonly SourceReading[]): readonly string[] =>
  readings
    .flatMap(({ result }) => result.refusals)
    .flatMap(({ dnsName, refs, cause }) =>
      dnsName === '' && cause.code === 'InvalidObject'
        ? `Whether ${refs.map(referenceText).join(' or ')} asks for it: ${cause.problem}.`
        : [],
    );

/** Whose events may tell of it: who asks, who is decided about, who the ownership rows name, and the object itself. */
function toldObjects(
  question: Question,
  { askers }: View,
  { readings }: Judgement,
  records: readonly TrailRecord[],
  changes: readonly Change[],
): readonly ObjectReference[] {
  const own = 'object' in question ? [{ apiVersion: '', source: '', ...question.object }] : [];
  return [
    ...own,
    ...askers.map(({ ref }) => ref),
    ...changes.flatMap(({ endpoint }) => endpoint.refs),
    ...records.flatMap(({ resource = '' }) => referenceFromLabel(resource, undefined, writersFound(readings)) ?? []),
  ];
}

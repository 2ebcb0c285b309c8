import { ConfigError } from '../../lib/config/config.ts';
import { plannerName } from '../../lib/endpoint/dns-name.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';
import { RunError } from '../../lib/run/run-error.ts';
import type { Manifest } from '../scenarios/world.ts';
import { type Arena, intruderAddress, intruderName, type RunOutcome, type StepRecord } from './arena.ts';
import { excludedDomain, zone } from './names.ts';
import { namespace } from './objects.ts';
import { type HeldSet, namesUs, ours, resourceIn, rowFor, rowNameOf, type Snapshot } from './snapshot.ts';
import { unlimited } from './world.ts';

/** What a step broke, one sentence each; empty when nothing. */
export const brokenBy = (arena: Arena, step: StepRecord): readonly string[] => [
  ...step.violations.filter((each) => !each.startsWith('intruder ')),
  ...strangersTouched(arena, step.after),
  ...outsideFilters(arena, step.after),
  ...rowsAmiss(arena, step.after),
  ...blindDeletions(arena, step),
  ...hastyDeletions(arena, step),
  ...abandoned(arena, step),
  ...overwritten(step),
  ...step.outcomes.flatMap(untypedError),
  ...step.outcomes.flatMap(({ report }) =>
    report === undefined ? [] : [...unanswered(arena, report), ...unfit(report)],
  ),
  ...(step.outcomes.length === 1 && step.chaos.intruder === undefined ? falseClaims(arena, step) : []),
  ...refusedEvents(arena),
];

/** What two undisturbed runs, one after the other, broke. */
export function restlessness(arena: Arena, first: StepRecord, second: StepRecord): readonly string[] {
  const [report] = second.outcomes.map((each) => each.report);
  if (report === undefined) return [`an undisturbed run failed: ${String(second.outcomes[0]?.error)}`];
  const changed = report.results.filter(({ action, status }) => action !== 'None' && status === 'Success');
  const passing = report.results.filter(({ cause }) => passingCauses.has(cause ?? 'UpToDate'));
  const news = report.events.emitted + report.events.repeated + report.events.failed;
  return [
    ...changed.map((each) => `the second undisturbed run still changed something: ${resultText(each)}`),
    ...passing.map((each) => `an undisturbed run was disturbed: ${resultText(each)}`),
    ...(textsOf(first.after).join() === textsOf(second.after).join()
      ? []
      : ['the second undisturbed run left other records']),
    ...(news === 0 ? [] : [`the second undisturbed run told ${news} news: ${JSON.stringify(report.events)}`]),
    ...unexplained(arena, second, report),
    ...refusedRequests(arena),
  ];
}

const passingCauses: ReadonlySet<string> = new Set(['Deferred', 'SourceUnavailable', 'ZoneUnavailable']);

const textsOf = (snapshot: Snapshot): readonly string[] => snapshot.map(({ text }) => text);

const resultText = ({
  status,
  action,
  cause,
  recordType = '',
  dnsName,
  zoneId = '',
  message = '',
}: ReportResult): string =>
  `${action} ${cause ?? status} ${recordType} ${JSON.stringify(dnsName)} ${zoneId} (${message})`;

const heldText = ({ zone: where, name, type, values }: HeldSet): string =>
  `${type} ${JSON.stringify(name)} in ${where} (${values.join(' ')})`;

function strangersTouched({ strangers }: Arena, after: Snapshot): readonly string[] {
  const now = new Map(after.map(({ key, text }) => [key, text] as const));
  return [...strangers]
    .filter(([key, text]) => now.get(key) !== text)
    .map(([key]) => `a stranger's record was touched: ${key}`);
}

function outsideFilters({ strangers }: Arena, after: Snapshot): readonly string[] {
  const isInside = (name: string) =>
    (name === zone || name.endsWith(`.${zone}`)) && name !== excludedDomain && !name.endsWith(`.${excludedDomain}`);
  return ours(after, strangers)
    .records.filter(({ name }) => !isInside(name))
    .map((each) => `a name outside the filters was written: ${heldText(each)}`);
}

function rowsAmiss({ strangers, affixing }: Arena, after: Snapshot): readonly string[] {
  const { records, rows } = ours(after, strangers);
  const wanted = new Set(
    records.map((each) => `${each.zoneId} ${rowNameOf(affixing, each.name, each.type)} ${each.setIdentifier}`),
  );
  return [
    ...records.flatMap((record) => {
      const row = rowFor(record, after, affixing);
      return row !== undefined && namesUs(row) ? [] : [`a record of ours has no row of ours: ${heldText(record)}`];
    }),
    ...rows
      .filter(({ zoneId, name, setIdentifier }) => !wanted.has(`${zoneId} ${name} ${setIdentifier}`))
      .map((row) => `a row of ours has no record: ${heldText(row)}`),
  ];
}

/** Records that went although no run could see the source that asked for them. */
function blindDeletions({ strangers, affixing }: Arena, { before, after, outcomes }: StepRecord): readonly string[] {
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  if (reports.length < outcomes.length) return [];
  const isBlind = (source: string) =>
    reports.every(({ sources }) => sources.some(({ name, error }) => name === source && error !== undefined));
  const there = new Set(after.map(({ key }) => key));
  return ours(before, strangers).records.flatMap((record) => {
    const row = rowFor(record, before, affixing);
    const source = row && resourceIn(row).split('/')[0];
    return source !== undefined && isBlind(source) && !there.has(record.key)
      ? [`a record was deleted although its source ${source} could not be read: ${heldText(record)}`]
      : [];
  });
}

/** The deletion limits of the configuration: over 5 and 30% of a zone's names, the last of more than 2, over 100 in all. */
function hastyDeletions({ strangers, world }: Arena, { before, after, outcomes }: StepRecord): readonly string[] {
  if (outcomes.length > 1 || unlimited.every((flag) => world.flags.includes(flag))) return [];
  const namesIn = (snapshot: Snapshot) => Map.groupBy(ours(snapshot, strangers).records, ({ zoneId }) => zoneId);
  const afterwards = namesIn(after);
  return [...namesIn(before)].flatMap(([zoneId, records]) => {
    const names = new Set(records.map(({ name }) => name));
    const left = new Set(afterwards.get(zoneId)?.map(({ name }) => name));
    const gone = [...names].filter((name) => !left.has(name)).length;
    const isHasty = (gone > 5 && gone * 100 > names.size * 30) || (left.size === 0 && names.size > 2);
    return isHasty
      ? [`${gone} of ${names.size} names of zone ${zoneId} were deleted in one run, and nobody approved`]
      : [];
  });
}

/** Records of the herd that went while their objects waited for addresses. */
function abandoned({ objects, strangers, world }: Arena, { before, after }: StepRecord): readonly string[] {
  if (world.flags.includes('--on-missing-targets=delete')) return [];
  const there = new Set(after.map(({ key }) => key));
  return ours(before, strangers)
    .records.filter(({ key, name }) => {
      const object = objects.get(`Service/${name.split('.')[0]}`);
      return name.startsWith('herd-') && object !== undefined && isWaiting(object) && !there.has(key);
    })
    .map((each) => `a record was deleted while its object waits for an address: ${heldText(each)}`);
}

const isWaiting = ({ status }: Manifest): boolean => JSON.stringify(status) === '{"loadBalancer":{"ingress":[]}}';

/** Another writer's value, written between our reading and our first batch, has to outlast the run. */
function overwritten({ violations, after, outcomes }: StepRecord): readonly string[] {
  const key = violations.find((each) => each.startsWith('intruder '))?.slice('intruder '.length);
  if (key === undefined || outcomes.length > 1) return [];
  const held = after.find((each) => each.key === key);
  return held?.values.join() === intruderAddress ? [] : [`another writer's change of ${intruderName} was overwritten`];
}

/** A run that cannot be made says so by RunError, or by what stopped it. */
function untypedError({ error, stopped }: RunOutcome): readonly string[] {
  if (error === undefined || error instanceof RunError || error instanceof ConfigError || error === stopped) return [];
  return [`a run threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
}

function unfit(report: Report): readonly string[] {
  return [
    ...(report.omitted > 0 ? [`the report left out ${report.omitted} results`] : []),
    ...report.results
      .filter(
        ({ status, cause, message }) =>
          status === 'Skip' && (cause === undefined || (cause !== 'UpToDate' && !message)),
      )
      .map((each) => `a result tells no cause: ${resultText(each)}`),
  ];
}

/** Names that an object asks for, as a person would read its manifest. */
function askedBy(manifest: Manifest): readonly string[] {
  const { kind, metadata, spec } = manifest;
  const value = (key: string) =>
    metadata.annotations?.[`external-dns.kubernetes.io/${key}`] ??
    metadata.annotations?.[`external-dns.alpha.kubernetes.io/${key}`];
  const list = (text: string | undefined) =>
    text
      ?.replaceAll(' ', '')
      .split(',')
      .map((piece) => piece.trim()) ?? [];
  if (kind === 'DNSEndpoint') return ((spec as { endpoints: readonly unknown[] }).endpoints ?? []).map(nameWritten);
  if (hasOtherController(metadata.annotations ?? {})) return [];
  if (kind === 'Node') return [metadata.name];
  const annotated = [...list(value('hostname')), ...(kind === 'Ingress' ? [] : list(value('internal-hostname')))];
  if (kind !== 'Ingress') return annotated;
  const { rules, tls } = spec as { rules: readonly { host: string }[]; tls: readonly { hosts: readonly string[] }[] };
  const defined = [...rules.map(({ host }) => host), ...tls.flatMap(({ hosts }) => hosts)].filter(
    (host) => host !== '',
  );
  switch (value('ingress-hostname-source')) {
    case 'defined-hosts-only':
      return defined;
    case 'annotation-only':
      return annotated;
    default:
      return [...defined, ...annotated];
  }
}

const nameWritten = (endpoint: unknown): string => {
  const dnsName = typeof endpoint === 'object' && endpoint !== null && 'dnsName' in endpoint ? endpoint.dnsName : '';
  return typeof dnsName === 'string' ? dnsName : '';
};

const hasOtherController = (annotations: Readonly<Record<string, string>>): boolean =>
  Object.entries(annotations).some(([key, value]) => /\/controller$/.test(key) && value !== 'dns-controller');

const sourceOf: Readonly<Record<string, string>> = {
  Service: 'service',
  Ingress: 'ingress',
  Pod: 'pod',
  Node: 'node',
  DNSEndpoint: 'crd',
};

/** Nothing vanishes: every name that an object of a readable source asks for has a result that names the object. */
function unanswered({ objects }: Arena, report: Report): readonly string[] {
  const unread = new Set(report.sources.flatMap(({ name, error }) => (error === undefined ? [] : [name])));
  const answers = new Set(
    report.results.flatMap(({ dnsName, refs }) => refs.map((ref) => `${ref} ${comparable(dnsName)}`)),
  );
  const nameless = new Set(report.results.flatMap(({ dnsName, refs }) => (dnsName === '' ? refs : [])));
  return [...objects.values()].flatMap((manifest) => {
    const { kind, metadata } = manifest;
    if (unread.has(sourceOf[kind] ?? '')) return [];
    const ref = [kind, ...(kind === 'Node' ? [] : [namespace]), metadata.name].join('/');
    return askedBy(manifest)
      .filter(
        (name) =>
          !answers.has(`${ref} ${comparable(name)}`) &&
          !(
            typeof manifest.spec === 'object' &&
            'type' in manifest.spec &&
            manifest.spec.type === 7 &&
            (comparable(name) === '' || nameless.has(ref))
          ),
      )
      .map((name) => `${ref} asks for ${JSON.stringify(name)} and was told nothing`);
  });
}

const comparable = (name: string): string => plannerName(name.replace(/\.$/, ''));

/** Every record of ours is up to date, was just written, or stays for a reason that a result tells. */
function unexplained({ strangers }: Arena, { after }: StepRecord, report: Report): readonly string[] {
  const told = new Set(report.results.map(keyOfResult));
  return ours(after, strangers)
    .records.filter((each) => !told.has([each.zoneId, each.name, each.type, each.setIdentifier ?? ''].join(' ')))
    .map((each) => `nothing explains the record ${heldText(each)}`);
}

const keyOfResult = ({ zoneId, dnsName, recordType, setIdentifier }: ReportResult): string =>
  [zoneId, dnsName, recordType, setIdentifier ?? ''].join(' ');

/** What a report says was done must be so. */
function falseClaims({ strangers }: Arena, { after, outcomes, chaos }: StepRecord): readonly string[] {
  const held = new Map(
    ours(after, strangers).records.map((each) => [
      [each.zoneId, each.name, each.type, each.setIdentifier ?? ''].join(' '),
      each,
    ]),
  );
  const results = outcomes.flatMap(({ report }) => report?.results ?? []);
  return results.flatMap((result) => {
    const set = held.get(keyOfResult(result));
    const isGone = result.status === 'Success' && result.action === 'Delete';
    const isThere = (result.status === 'Success' && !isGone) || result.cause === 'UpToDate';
    const wrong = (isGone && set !== undefined) || (isThere && (set === undefined || !holds(set, result)));
    return wrong
      ? [`the report is not true (seed ${chaos.seed}): ${resultText(result)}; there is ${set && heldText(set)}`]
      : [];
  });
}

const holds = ({ type, values, alias }: HeldSet, { targets }: ReportResult): boolean => {
  if (alias !== undefined || (type !== 'A' && type !== 'CNAME')) return true;
  const spelled = (list: readonly string[]) => list.map(comparable).sort().join();
  return spelled(values) === spelled(targets);
};

/** 400 and 422 are the API server's words for an event that is not valid; no fault has them. */
const refusedEvents = ({ kubernetes }: Arena): readonly string[] =>
  kubernetes.requests
    .filter(({ resource, status }) => resource === 'events' && (status === 400 || status === 422))
    .map(({ method, path, status }) => `the API server refused an event: ${method} ${path} ${status}`);

/** In an undisturbed run the API server has nothing to refuse but what exists already, or not yet. */
const refusedRequests = ({ kubernetes }: Arena): readonly string[] =>
  kubernetes.requests
    .filter(
      ({ resource, verb, status }) => status >= 400 && !(resource === 'events' && verb === 'create' && status === 409),
    )
    .filter(({ resource, status }) => !(resource === 'leases' && status === 404))
    .map(
      ({ method, path, status }) =>
        `the API server refused a request of an undisturbed run: ${method} ${path} ${status}`,
    );

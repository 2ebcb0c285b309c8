import type { ReportResult } from '../../lib/report/report.ts';
import { service } from '../scenarios/manifests.ts';
import { Batches } from './batches.ts';
import { calm } from './chaos.ts';
import type { SeenReport, Sight } from './invariants/sight.ts';
import type { HeldSet } from './snapshot.ts';
import type { RunOutcome, StepRecord } from './step-record.ts';

/** A record set of the zone Z1. */
export const set = (name: string, values: readonly string[], type = 'A'): HeldSet => ({
  key: `Z1 ${name} ${type} `,
  zoneId: 'Z1',
  zone: 'example.com',
  name,
  type,
  setIdentifier: undefined,
  values,
  alias: undefined,
  text: `${name} ${type} ${values.join()}`,
});

/** An A record. */
export const record = (name: string, address = '192.0.2.1'): HeldSet => set(name, [address]);

/** The ownership row of an A record. */
export const row = (name: string): HeldSet =>
  set(
    `a-${name}`,
    [`"heritage=external-dns,external-dns/owner=us,external-dns/resource=service/shop/${name.split('.')[0]}"`],
    'TXT',
  );

/** Records with their rows. */
export const owned = (...names: readonly string[]): readonly HeldSet[] =>
  names.flatMap((name) => [record(name), row(name)]);

/** Names, as many as are asked for. */
export const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `n${at}.example.com`);

/** Of a record that is as it should be. */
export const result = (given: Partial<ReportResult> = {}): ReportResult => ({
  dnsName: 'a.example.com',
  recordType: 'A',
  zoneId: 'Z1',
  targets: ['192.0.2.1'],
  action: 'None',
  status: 'Skip',
  cause: 'UpToDate',
  refs: ['Service/shop/a'],
  ...given,
});

/** Of a run that found everything in place. */
export const report = (given: Partial<SeenReport> = {}): SeenReport => ({
  results: [result()],
  omitted: 0,
  warnings: [],
  sources: [{ name: 'service', objects: 1, endpoints: 1, durationMs: 1 }],
  events: { emitted: 0, repeated: 0, failed: 0, suppressed: 0 },
  ...given,
});

/** A run that told this. */
export const outcome = (given: Partial<SeenReport> = {}): RunOutcome => ({ report: report(given) });

/** What the zone holds: one record, with its row. */
export const world = owned('a.example.com');

/** A step that changed nothing. */
export const step = (given: Partial<StepRecord> = {}): StepRecord => ({
  chaos: calm,
  flags: [],
  before: world,
  after: world,
  outcomes: [outcome()],
  batches: new Batches(),
  violations: [],
  ...given,
});

/** A world with one Service, whose name is published. */
export const sight = (given: Partial<Sight> = {}): Sight => ({
  strangers: new Map(),
  objects: new Map([['Service/a', service('a', 'a.example.com', '192.0.2.1')]]),
  affixing: { affixes: 'default', wildcard: '*' },
  world: { flags: [] },
  kubernetes: { requests: [] },
  ...given,
});

/** As the API server logs one. */
export const request = (resource: string, verb: string, status: number) => ({
  method: 'POST',
  path: '/x',
  query: {},
  resource,
  verb,
  status,
});

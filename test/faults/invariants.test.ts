import { describe, expect, it } from '@jest/globals';
import type { ReportResult } from '../../lib/report/report.ts';
import { service } from '../scenarios/manifests.ts';
import { Batches } from './batches.ts';
import { calm } from './chaos.ts';
import { isTooLate, reserveMs } from './deadline.ts';
import { intruderAddress } from './intruder.ts';
import { brokenBy } from './invariants/broken-by.ts';
import { restlessness } from './invariants/rest.ts';
import type { Sight } from './invariants/sight.ts';
import {
  numbered,
  outcome,
  owned,
  record,
  report,
  request,
  result,
  row,
  set,
  sight,
  step,
  world,
} from './step-fixture.ts';
import type { StepRecord } from './step-record.ts';
import { mustBeStill, mustStay } from './trials/trial.ts';
import { triedTooOften, writtenAfterTheft, wroteToCluster } from './trials/writers.ts';
import { watchedProvider } from './watched-provider.ts';

const stranger = set('s.example.com', ['198.51.100.1']);

const strangers = new Map([[stranger.key, stranger.text]]);

const blind = report({ sources: [{ name: 'service', objects: 0, endpoints: 0, durationMs: 1, error: 'refused' }] });

const waiting = service('herd-0', 'herd-0.example.com');

/** Worlds in which nothing is wrong but one thing: a check that is switched off lets it pass. */
type Planted = readonly [title: string, broken: RegExp, step: Partial<StepRecord>, sight?: Partial<Sight>];

const planted: readonly Planted[] = [
  [
    'what was noted while the runs were under way',
    /^two runs wrote at once$/,
    { violations: ['two runs wrote at once'] },
  ],
  ["a stranger's record that went", /^a stranger's record was touched/, {}, { strangers }],
  [
    "a stranger's record that was changed",
    /^a stranger's record was touched/,
    { after: [...world, { ...stranger, text: 'changed' }] },
    { strangers },
  ],
  [
    'a name outside the filters',
    /^a name outside the filters was written/,
    { after: [...world, ...owned('a.internal.example.com')], before: [...world, ...owned('a.internal.example.com')] },
  ],
  ['a record without its row', /^a record of ours has no row of ours/, { after: [...world, record('b.example.com')] }],
  ['a row without its record', /^a row of ours has no record/, { after: [...world, row('b.example.com')] }],
  [
    'a record that went although its source could not be read',
    /^a record was deleted, or lost values, although its source service/,
    { after: [], outcomes: [{ report: { ...blind, results: [] } }] },
  ],
  [
    'a value that went although its source could not be read',
    /^a record was deleted, or lost values, although its source service/,
    {
      after: [record('a.example.com', '192.0.2.2'), row('a.example.com')],
      outcomes: [{ report: { ...blind, results: [] } }],
    },
  ],
  [
    'more deletions than the share of a zone',
    /^6 of 10 names of zone Z1 were deleted in one run/,
    {
      before: owned('a.example.com', ...numbered(9)),
      after: owned('a.example.com', ...numbered(3)),
    },
  ],
  [
    'the last names of a zone',
    /^3 of 3 names of zone Z1 were deleted in one run/,
    { before: owned(...numbered(3)), after: [], outcomes: [outcome({ results: [] })] },
    { objects: new Map() },
  ],
  [
    'more deletions than a run may make',
    /^4 names were deleted in one run/,
    {
      flags: ['--hold-deletions-over-total=3'],
      before: owned('a.example.com', ...numbered(20)),
      after: owned('a.example.com', ...numbered(16)),
    },
  ],
  [
    'a record whose object waits for an address',
    /^a record was deleted while its object waits/,
    { before: [...world, ...owned('herd-0.example.com')], outcomes: [outcome({ results: [result(), herdResult()] })] },
    { objects: new Map([['Service/herd-0', waiting]]) },
  ],
  [
    "another writer's change that was overwritten",
    /^another writer's change of herd-0.example.com was overwritten$/,
    { intrudedOn: 'Z1 a.example.com A ' },
  ],
  ['a run that throws what is no RunError', /^a run threw TypeError/, { outcomes: [{ error: new TypeError('bug') }] }],
  [
    'a name that was told nothing',
    /^Service\/shop\/b asks for "b.example.com" and was told nothing$/,
    {},
    { objects: new Map([['Service/b', service('b', 'b.example.com', '192.0.2.1')]]) },
  ],
  ['results that the report left out', /^the report left out 2 results$/, { outcomes: [outcome({ omitted: 2 })] }],
  [
    'a result without a cause',
    /^a result tells no cause/,
    { outcomes: [outcome({ results: [result(), result({ cause: 'DomainFiltered' })] })] },
  ],
  [
    'a deletion that was claimed and not made',
    /^the report is not true/,
    { outcomes: [outcome({ results: [result({ action: 'Delete', status: 'Success' })] })] },
  ],
  [
    'a record that was claimed and is not there',
    /^the report is not true/,
    {
      outcomes: [
        outcome({ results: [result(), result({ dnsName: 'b.example.com', action: 'Create', status: 'Success' })] }),
      ],
    },
  ],
  [
    'an event that the API server refused',
    /^the API server refused an event/,
    {},
    { kubernetes: { requests: [request('events', 'create', 422)] } },
  ],
];

function herdResult(): ReportResult {
  return result({ dnsName: 'herd-0.example.com', cause: 'NoTargets', message: 'waits', refs: ['Service/shop/herd-0'] });
}

describe('what every step is held to', () => {
  it('finds nothing wrong with a world in order', () => {
    expect(brokenBy(sight(), step())).toEqual([]);
    expect(restlessness(sight(), step(), step())).toEqual([]);
    const approved = { flags: ['--approve=1'], before: owned(...numbered(9), 'a.example.com') };
    expect(brokenBy(sight(), step(approved))).toEqual([]);
    const intruded = {
      intrudedOn: 'Z1 a.example.com A ',
      after: [record('a.example.com', intruderAddress), row('a.example.com')],
    };
    expect(brokenBy(sight(), step({ ...intruded, chaos: { ...calm, intruder: 'changes our record' } }))).toEqual([]);
  });

  it.each(planted)('finds %s', (_, broken, given, seen = {}) => {
    expect(brokenBy(sight(seen), step(given))).toEqual([expect.stringMatching(broken)]);
  });
});

type Unrest = readonly [title: string, broken: RegExp, second: Partial<StepRecord>, sight?: Partial<Sight>];

const unrest: readonly Unrest[] = [
  ['a run that failed', /^an undisturbed run failed/, { outcomes: [{ error: new Error('x') }] }],
  [
    'a write',
    /^the second undisturbed run still changed something/,
    { outcomes: [outcome({ results: [result({ action: 'Update', status: 'Success' })] })] },
  ],
  [
    'a result that is deferred',
    /^an undisturbed run was disturbed/,
    { outcomes: [outcome({ results: [result({ cause: 'Deferred', message: 'x' })] })] },
  ],
  ['other records', /^the second undisturbed run left other records$/, { after: [] }],
  [
    'news',
    /^the second undisturbed run told 1 news/,
    { outcomes: [outcome({ events: { emitted: 1, repeated: 0, failed: 0, suppressed: 0 } })] },
  ],
  ['a record that nothing explains', /^nothing explains the record/, { outcomes: [outcome({ results: [] })] }],
  [
    'a request that the API server refused',
    /^the API server refused a request/,
    {},
    { kubernetes: { requests: [request('services', 'list', 403)] } },
  ],
];

describe('what two undisturbed runs are held to', () => {
  it.each(unrest)('finds %s in the second', (_, broken, second, seen = {}) => {
    expect(restlessness(sight(seen), step(), step(second))).toEqual([expect.stringMatching(broken)]);
  });
});

describe('what is seen while runs are under way', () => {
  const change = {
    action: 'None',
    endpoint: { dnsName: 'a', targets: [], refs: [] },
    cause: { code: 'UpToDate' },
  } as const;
  const skipped = { change, status: 'Skip', cause: change.cause } as const;
  const plan = { changes: [change], checksum: '' };
  const context = {
    rows: () => ({ add: [], remove: [] }),
    stop: async () => undefined,
    signal: new AbortController().signal,
  };

  const seenOf = async (
    results: readonly (typeof skipped | { change: typeof change; status: 'Success' })[],
    writers = 0,
  ) => {
    const violations: string[] = [];
    const provider = {
      name: 'stub',
      records: async () => ({ zones: [], records: [], unavailable: [] }),
      lookUp: async () => ({ zones: [], records: [], unavailable: [] }),
      adjust: () => ({ endpoints: [], refusals: [] }),
      apply: async () => results,
    };
    const watch = { writers: { now: writers }, violations, apart: 'expected' } as const;
    await watchedProvider(provider, watch).apply(plan, context);
    return violations;
  };

  it('finds one result too few, a change of nothing carried out, and two writers', async () => {
    expect(await seenOf([skipped])).toEqual([]);
    expect(await seenOf([])).toEqual(['1 changes gave 0 results, or others (law 2)']);
    expect(await seenOf([{ change, status: 'Success' }])).toEqual(['a change that writes nothing was carried out']);
    expect(await seenOf([skipped], 1)).toEqual(['two runs wrote at once']);
  });

  it('finds a batch that the deadline might have cut off', () => {
    const chaos = { runs: 1, deadline: { tickMs: 1, afterMs: 0 } } as const;
    expect(isTooLate(chaos, 0, reserveMs)).toBe(false);
    expect(isTooLate(chaos, 10, reserveMs)).toBe(true);
    expect(isTooLate({ runs: 1 }, 10, reserveMs)).toBe(false);
  });
});

describe('what single dangers are held to', () => {
  const sent = (zoneId: string, times: number): Batches => {
    const batches = new Batches();
    const ResourceRecordSet = { Name: 'a.example.com.', Type: 'A' } as const;
    for (let time = 0; time < times; time += 1)
      batches.note({ zoneId, changes: [{ Action: 'CREATE', ResourceRecordSet }] });
    return batches;
  };

  it('finds a record that had to stay', () => {
    const stays = mustStay('so it is', 'a.example.com');
    expect(stays(sight(), step())).toEqual([]);
    expect(stays(sight(), step({ after: [] }))).toEqual([expect.stringContaining('although so it is')]);
  });

  it('finds a change where there had to be none', () => {
    expect(mustBeStill('x')(undefined, step())).toEqual([]);
    expect(mustBeStill('x')(undefined, step({ after: [] }))).toEqual(['DNS was changed although x']);
  });

  it('finds what is sent after the Lease was lost, or over and over', () => {
    const arena = { zones: { idOf: () => 'Z1' } };
    expect(writtenAfterTheft(arena, step({ batches: sent('Z1', 1) }))).toEqual([]);
    expect(writtenAfterTheft(arena, step({ batches: sent('Z1', 2) }))).toHaveLength(1);
    expect(triedTooOften(arena, step({ batches: sent('Z1', 3) }))).toEqual([]);
    expect(triedTooOften(arena, step({ batches: sent('Z1', 4) }))).toHaveLength(1);
  });

  it('finds what a dry run writes to the cluster', () => {
    expect(wroteToCluster({ kubernetes: { requests: [request('services', 'list', 200)] } })).toEqual([]);
    expect(wroteToCluster({ kubernetes: { requests: [request('events', 'create', 201)] } })).toHaveLength(1);
  });
});

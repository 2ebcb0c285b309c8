import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import fc from 'fast-check';
import { arbitraryChaos, type Chaos } from './chaos.ts';
import { type AskingManifest, customSources } from './custom-objects.ts';
import type { HerdState } from './herd.ts';
import { object } from './objects.ts';

/** The owner of every world. */
export const owner = 'us';

/** A world before anything runs, and what happens in it. */
export interface FaultWorld {
  readonly affixes: keyof typeof affixFlags;
  readonly flags: readonly string[];
  /** Whether the container is warm: it remembers between runs. */
  readonly warm: boolean;
  readonly zones: { readonly nested: boolean; readonly private: boolean };
  /** Record sets of others. */
  readonly strangers: readonly Stranger[];
  /** Objects that ask for nothing, enough of them for a second page of a list. */
  readonly crowd: boolean;
  readonly steps: readonly Step[];
  /** Sources that are read beside the core ones. */
  readonly sources: readonly string[];
}

/** A record that is not ours, by its name below example.com, and its ownership row. */
export interface Stranger {
  readonly name: string;
  readonly set: Omit<ResourceRecordSet, 'Name'>;
  /** Owners that its row names; none has no row. */
  readonly owners: readonly string[];
}

/** What is done to a world before its next runs, and what they meet. */
export interface Step {
  readonly put: readonly AskingManifest[];
  /** Indices, modulo their number, of living objects that go. */
  readonly remove: readonly number[];
  /** Whether the herd (objects with well-behaved names of their own) is there. */
  readonly herd: HerdState;
  readonly chaos: Chaos;
  /** Seconds until the step begins. */
  readonly pauseS: number;
}

/** How ownership rows are named, with the flags for it. */
export const affixFlags = {
  default: [],
  templated: ['--txt-prefix=%{record_type}-txt.'],
  prefix: ['--txt-prefix=own.'],
  suffix: ['--txt-suffix=-own'],
} as const satisfies Record<string, readonly string[]>;

/** No deletion is held: what the other guards let through is seen. */
const unlimited = ['over-count', 'emptying-zone-over', 'over-total'].map((each) => `--hold-deletions-${each}=1000`);

const flags = fc
  .record({
    policy: fc.constantFrom([], [], [], ['--policy=upsert-only'], ['--policy=create-only']),
    types: fc.constantFrom(
      [],
      [
        '--managed-record-types=A',
        '--managed-record-types=AAAA',
        '--managed-record-types=CNAME',
        '--managed-record-types=TXT',
        '--managed-record-types=MX',
        '--managed-record-types=SRV',
      ],
    ),
    missing: fc.constantFrom([], [], ['--on-missing-targets=delete']),
    wildcard: fc.constantFrom([], ['--txt-wildcard-replacement=any']),
    internal: fc.constantFrom([], ['--publish-internal-services']),
    emit: fc.constantFrom(
      [],
      [
        '--events-emit=RecordReady',
        '--events-emit=RecordDeleted',
        '--events-emit=RecordError',
        '--events-emit=RecordSkipped',
        '--events-emit=RecordFiltered',
      ],
    ),
    limits: fc.constantFrom([], unlimited),
    batch: fc.constantFrom([], [], ['--aws-batch-change-size=10']),
    attempts: fc.constantFrom('--aws-api-retries=1', '--aws-api-retries=2'),
  })
  .map(({ attempts, ...lists }) => [attempts, ...Object.values(lists).flat()]);

const values = (Type: 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'MX', ...list: readonly string[]) => ({
  Type,
  TTL: 300,
  ResourceRecords: list.map((Value) => ({ Value })),
});

const stranger: fc.Arbitrary<Stranger> = fc.record({
  name: fc.constantFrom(
    'a',
    'b',
    'c',
    '*',
    'www',
    'x.sub',
    'a-a',
    'cname-b',
    'a-www',
    'a-herd-0',
    'own.a-c',
    '\\052\\100',
  ),
  set: fc.constantFrom<Stranger['set']>(
    values('A', '198.51.100.1'),
    { ...values('A', '198.51.100.2'), SetIdentifier: 'green', Weight: 5 },
    values('AAAA', '2001:db8::99'),
    values('CNAME', 'website.example.net'),
    values('TXT', '"v=spf1 -all"'),
    values('TXT', '"heritage=external-dns,external-dns/owner=website,external-dns/resource=service/web/site"'),
    values('MX', '10 mail.example.net'),
  ),
  owners: fc.constantFrom([], [], ['website'], ['website', owner], ['']),
});

const step: fc.Arbitrary<Step> = fc.record({
  put: fc.array(object, { maxLength: 5 }),
  remove: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
  herd: fc.constantFrom('there', 'there', 'there', 'gone', 'waiting'),
  chaos: arbitraryChaos,
  pauseS: fc.constantFrom(0, 20, 61, 301, 1200, 4000),
});

/** Any world. */
export const faultWorld: fc.Arbitrary<FaultWorld> = fc.record({
  affixes: fc.constantFrom('default', 'default', 'templated', 'templated', 'prefix', 'suffix'),
  flags,
  warm: fc.boolean(),
  zones: fc.record({ nested: fc.boolean(), private: fc.boolean() }),
  strangers: fc.array(stranger, { maxLength: 4 }),
  crowd: fc.integer({ min: 0, max: 19 }).map((at) => at === 0),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  sources: fc.subarray([...customSources], { maxLength: 2 }),
});

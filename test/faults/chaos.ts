import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Failure, FailureRule } from '../../lib/emulators/kubernetes/faults.ts';
import type { KubernetesEmulator } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import type { Route53Emulator } from '../../lib/emulators/route53/emulator.ts';
import type { FaultAnswer } from '../../lib/emulators/route53/faults.ts';
import type { Batch } from './batches.ts';

/** What goes wrong while one step of a world runs. */
export interface Chaos {
  readonly seed: number;
  /** Percent of the requests to the cluster, and to Route 53, that meet a fault. */
  readonly clusterRate: number;
  readonly route53Rate: number;
  /** Lists of this resource fail throughout, as an aggregated API or a missing right makes them. */
  readonly deafTo?: string;
  /** The run is stopped at this request, counted over both APIs. */
  readonly abortAt?: number;
  /** At this request the machine's clock is set, by so many milliseconds. */
  readonly clockJump?: { readonly at: number; readonly byMs: number };
  /** Milliseconds that pass with each look at the clock, and after which the function is stopped. */
  readonly deadline?: { readonly tickMs: number; readonly afterMs: number };
  /** The run is stopped at this look at the clock, which lies between two requests. */
  readonly abortAtLook?: number;
  /** Another writer comes between our reading and our first batch. */
  readonly intruder?: 'changes our record' | 'takes a free name';
  /** Another run takes the Lease while the first batch is under way. */
  readonly thief?: true;
  /** Route 53 takes no batch: it throttles them all. */
  readonly throttled?: true;
  /** Runs at once. */
  readonly runs: 1 | 2;
}

/** Nothing goes wrong. */
export const calm: Chaos = { seed: 0, clusterRate: 0, route53Rate: 0, runs: 1 };

const rate = fc.constantFrom(0, 0, 3, 10, 30);

const rarities = [
  'deafTo',
  'abortAt',
  'abortAtLook',
  'clockJump',
  'deadline',
  'intruder',
  'thief',
  'throttled',
] as const;

/** What may go wrong in a step of a random world. */
export const arbitraryChaos: fc.Arbitrary<Chaos> = fc
  .record(
    {
      seed: fc.nat(),
      clusterRate: rate,
      route53Rate: rate,
      runs: fc.constantFrom(1, 1, 1, 2),
      deafTo: fc.constantFrom('services', 'ingresses', 'dnsendpoints', 'pods', 'nodes'),
      abortAt: fc.integer({ min: 1, max: 60 }),
      abortAtLook: fc.integer({ min: 1, max: 60 }),
      clockJump: fc.record({
        at: fc.integer({ min: 1, max: 40 }),
        byMs: fc.constantFrom(-3_600_000, -600_000, 90_000, 3_600_000),
      }),
      deadline: fc.record({ tickMs: fc.constantFrom(1, 200, 1000), afterMs: fc.integer({ min: 0, max: 40_000 }) }),
      intruder: fc.constantFrom('changes our record', 'takes a free name'),
      thief: fc.constant<true>(true),
      throttled: fc.constant<true>(true),
      // Which of the rarer faults there are: most steps have none of them.
      rare: fc.uniqueArray(fc.constantFrom(...rarities), { maxLength: 2 }),
    },
    { requiredKeys: ['seed', 'clusterRate', 'route53Rate', 'runs', 'rare'] },
  )
  .map(({ rare, ...chaos }) => {
    const absent = rarities.filter((each) => !rare.includes(each));
    return Object.fromEntries(
      Object.entries(chaos).filter(([key]) => !absent.some((each) => each === key)),
    ) as typeof chaos;
  });

type Fault<Answer> = { readonly delay?: number; readonly with?: Answer };

const status = (code: number, reason: string, retryAfter?: number): Fault<Failure> => ({
  with: { status: code, reason, ...(retryAfter !== undefined && { headers: { 'Retry-After': String(retryAfter) } }) },
});

const deafness = status(500, 'InternalError');

const clusterFaults: readonly Fault<Failure>[] = [
  { with: 'reset' },
  { with: 'truncate' },
  { with: 'slow', delay: 20 },
  { with: 'slow', delay: 400 },
  { delay: 20 },
  { delay: 400 },
  status(429, 'TooManyRequests', 0),
  status(429, 'TooManyRequests'),
  deafness,
  status(503, 'ServiceUnavailable', 0),
  status(504, 'Timeout'),
  status(410, 'Expired'),
  status(403, 'Forbidden'),
  status(401, 'Unauthorized'),
  status(409, 'Conflict'),
  status(404, 'NotFound'),
];

const error = (code: string, httpStatus = 400): Fault<FaultAnswer> => ({
  with: { status: httpStatus, code, message: `the emulator was told to fail with ${code}` },
});

const throttling = error('Throttling');

const route53Faults: readonly Fault<FaultAnswer>[] = [
  { with: 'reset' },
  { with: 'truncate' },
  { with: 'deny' },
  { with: { delay: 30 } },
  { with: { delay: 700 } },
  { with: { slowBody: 30 } },
  { with: { slowBody: 700 } },
  throttling,
  error('PriorRequestNotComplete'),
  error('ServiceUnavailable', 503),
  error('InternalError', 500),
  error('InvalidChangeBatch'),
  error('InvalidInput'),
];

/** What a step does at a request. */
export interface Hooks {
  /** Called before every request of either API, with their number so far. */
  readonly onRequest: (count: number) => void;
  /** Called before every change batch is carried out, with their number so far. */
  readonly onBatch: (count: number, batch: Batch) => void;
}

/**
 * Arms both emulators; returns what disarms them. Whether a request fails depends on the seed, on what is asked and on
 * how often it was asked before, not on the order in which parallel requests happen to arrive: a replay is the same.
 */
export function unleash(
  chaos: Chaos,
  { kubernetes, route53 }: { readonly kubernetes: KubernetesEmulator; readonly route53: Route53Emulator },
  hooks: Hooks,
): () => void {
  const asked = new Map<string, number>();
  let count = 0;
  let batches = 0;
  const draw = <Answer>(what: string, percent: number, faults: readonly Fault<Answer>[]): Fault<Answer> | undefined => {
    const times = (asked.get(what) ?? 0) + 1;
    asked.set(what, times);
    const dice = createHash('sha256').update(`${chaos.seed} ${what} ${times}`).digest();
    return dice.readUInt16BE(0) % 100 < percent ? faults[dice.readUInt16BE(2) % faults.length] : undefined;
  };
  const undo = [
    ...onEach<FailureRule, Fault<Failure>>(
      (rule) => kubernetes.fail(rule),
      clusterFaults,
      ({ verb, resource, path, query }) => {
        count += 1;
        hooks.onRequest(count);
        if (verb === 'list' && resource === chaos.deafTo) return deafness;
        return draw(`${verb} ${path} ${query['continue'] === undefined}`, chaos.clusterRate, clusterFaults);
      },
      (fault) => ({ ...fault }),
    ),
    ...onEach<Parameters<Route53Emulator['fail']>[0], Fault<FaultAnswer>>(
      (rule) => route53.fail(rule),
      route53Faults,
      (request) => {
        const { action, zoneId } = request;
        count += 1;
        hooks.onRequest(count);
        if (action === 'ChangeResourceRecordSets') {
          batches += 1;
          hooks.onBatch(batches, request);
          if (chaos.throttled) return throttling;
        }
        return draw(`${action} ${zoneId}`, chaos.route53Rate, route53Faults);
      },
      ({ with: answer = { delay: 0 } }) => ({ answer }),
    ),
  ];
  return () => {
    for (const each of undo) each();
  };
}

type Request<Rule extends { readonly when?: (request: never) => boolean }> = Parameters<NonNullable<Rule['when']>>[0];

/** One rule for each fault; which of them meets a request is drawn once, before the first rule answers. */
function onEach<Rule extends { readonly when?: (request: never) => boolean }, Kind>(
  add: (rule: Rule) => () => void,
  faults: readonly Kind[],
  choose: (request: Request<Rule>) => Kind | undefined,
  effect: (fault: Kind) => object,
): readonly (() => void)[] {
  const drawn = new WeakMap<object, Kind | 'none'>();
  const fateOf = (request: Request<Rule>): Kind | 'none' => {
    const fate = drawn.get(request) ?? choose(request) ?? 'none';
    drawn.set(request, fate);
    return fate;
  };
  return faults.map((fault) =>
    add({ ...effect(fault), when: (request: Request<Rule>) => fateOf(request) === fault } as Rule & object),
  );
}

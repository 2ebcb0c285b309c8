import type { Endpoint, Zone } from '../../../lib/endpoint/endpoint.ts';
import type { CurrentRecord } from '../../../lib/plan/change.ts';
import { type PlanInput, plan as planOf } from '../../../lib/plan/plan.ts';
import type { BenchCase } from '../bench-case.ts';

/** Promised for 100,000 endpoints, and in proportion for others: twice as many cost less than 2.2 times as much. */
const promised = { ms: 1000, endpoints: 100_000 };

/** The pure plan, in this process: no client, no server. Every tenth endpoint is new, every tenth one changed. */
export const plan: BenchCase = {
  name: 'plan',
  summary: 'the comparison alone, without I/O',
  unit: 'endpoints',
  sizes: [50_000, 100_000, 200_000],
  async open(_, size) {
    const input = inputOf(size);
    return {
      ours: async () => {
        const start = performance.now();
        const before = process.cpuUsage();
        planOf(input);
        const { user, system } = process.cpuUsage(before);
        return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
      },
      limits: async () => ({ wallMs: (promised.ms * size) / promised.endpoints }),
    };
  },
};

const zone: Zone = { id: 'Z1', name: 'example.org', visibility: 'public' };

function inputOf(size: number): PlanInput {
  const desired = Array.from({ length: size }, (_, index) => endpoint(index, `198.51.100.${index % 256}`));
  const current = desired.flatMap((each, index) => (index % 10 === 0 ? [] : [currentOf(each, index)]));
  return {
    current,
    desired,
    refusals: [],
    rules: {
      policy: 'sync',
      owner: 'bench',
      managedTypes: new Set(['A', 'AAAA', 'CNAME']),
      inDomain: () => true,
      objection: () => undefined,
    },
  };
}

function endpoint(index: number, target: string): Endpoint {
  const name = `web-${index}`;
  return {
    dnsName: `${name}.example.org`,
    recordType: 'A',
    targets: [target],
    labels: { resource: `service/shop/${name}` },
    providerSpecific: {},
    zone,
    refs: [{ apiVersion: 'v1', kind: 'Service', namespace: 'shop', name, uid: `uid-${index}`, source: 'service' }],
  };
}

const currentOf = (desired: Endpoint, index: number): CurrentRecord => ({
  ...desired,
  ttl: 300,
  targets: index % 10 === 1 ? ['203.0.113.1'] : desired.targets,
  ownership: { state: 'owned', owner: 'bench', rows: 'complete' },
});

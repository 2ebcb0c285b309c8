import type { BenchCase } from '../bench-case.ts';
import { functionMiB, listRequests } from '../limits.ts';
import { startContainer } from '../sides/ours.ts';

/** The second run of one container, which remembers what it saw a moment ago. The peer has no such thing. */
export const warm: BenchCase = {
  name: 'warm',
  summary: 'nothing to change, in a container that ran before (--provider-cache-time=10m)',
  unit: 'Services',
  sizes: [100, 1000, 10_000],
  async open({ options, settled, measure }, size) {
    const place = await settled(size);
    const settings = { ...options.settings, EXTERNAL_DNS_PROVIDER_CACHE_TIME: '10m' };
    return {
      ours: async () => {
        const container = startContainer({ ...options, settings }, { place, events: 'emitted' });
        await container.invoke();
        const seen = await measure(async () => {
          const { wallMs, cpuMs } = await container.invoke();
          return { wallMs, cpuMs };
        });
        const { peakMiB } = await container.end();
        return { ...seen, ...(peakMiB !== undefined && { peakMiB }) };
      },
      limits: async () => ({ peakMiB: functionMiB, kubernetes: listRequests(size), route53: 0, changes: 0, events: 0 }),
    };
  },
};

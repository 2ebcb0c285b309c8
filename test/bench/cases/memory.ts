import type { BenchCase } from '../bench-case.ts';
import { functionMiB, listRequests, readRequests } from '../limits.ts';
import { ours } from '../sides/ours.ts';
import type { SyncRequest } from '../sides/side.ts';

/** What a run that finds everything in place needs of memory, where V8 is told what Lambda tells it in a function of that size. */
export const memory: BenchCase = {
  name: 'memory',
  summary: 'nothing to change; at 10,000 with the heap of a 512 MB function, above with one in proportion',
  unit: 'Services',
  sizes: [10_000, 50_000],
  async open({ options, servers, settled, measure, peer }, size) {
    const limitMiB = functionMiB * Math.max(1, size / 10_000);
    const request: SyncRequest = { place: await settled(size), events: 'emitted' };
    const route53 = readRequests((await servers.zoneContent(request.place)).recordSets);
    const side = ours({ ...options, functionMiB: limitMiB });
    return {
      ours: () => measure(() => side.sync(request)),
      ...(peer && { peer: () => measure(() => peer.sync(request)) }),
      limits: async () => ({ peakMiB: limitMiB, kubernetes: listRequests(size), route53, changes: 0, events: 0 }),
    };
  },
};

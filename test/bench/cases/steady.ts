import type { BenchCase } from '../bench-case.ts';
import { functionMiB, listRequests, readRequests } from '../limits.ts';
import type { SyncRequest } from '../sides/side.ts';

/** A run that finds everything in place. */
export const steady: BenchCase = {
  name: 'steady',
  summary: 'nothing to change, a fresh process for each side',
  unit: 'Services',
  sizes: [100, 1000, 10_000],
  async open({ ours, peer, servers, settled, measure }, size) {
    const request: SyncRequest = { place: await settled(size), events: 'emitted' };
    const { recordSets } = await servers.zoneContent(request.place);
    const route53 = readRequests(recordSets);
    return {
      ours: () => measure(() => ours.sync(request)),
      ...(peer && { peer: () => measure(() => peer.sync(request)) }),
      limits: async () => ({
        peakMiB: functionMiB,
        kubernetes: listRequests(size),
        route53,
        changes: 0,
        events: 0,
      }),
    };
  },
};

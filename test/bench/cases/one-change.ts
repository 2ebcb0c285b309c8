import type { BenchCase, Measures } from '../bench-case.ts';
import { functionMiB, listRequests, readRequests } from '../limits.ts';
import type { Side, SyncRequest } from '../sides/side.ts';
import { serviceManifest } from '../world.ts';

/** A run that finds one address changed among many Services. */
export const oneChange: BenchCase = {
  name: 'one-change',
  summary: 'the address of one Service is another one',
  unit: 'Services',
  sizes: [100, 1000, 10_000],
  async open({ ours, peer, servers, settled, measure }, size) {
    const request: SyncRequest = { place: await settled(size), events: 'emitted' };
    const route53 = readRequests((await servers.zoneContent(request.place)).recordSets) + 1;
    let address = 0;
    const round = async (side: Side): Promise<Measures> => {
      address += 1;
      await servers.apply([serviceManifest(request.place, 0, `203.0.113.${address}`)]);
      await servers.forgetEvents();
      return measure(() => side.sync(request));
    };
    return {
      ours: () => round(ours),
      ...(peer && { peer: () => round(peer) }),
      limits: async () => ({
        peakMiB: functionMiB,
        kubernetes: listRequests(size) + 1,
        route53,
        changes: 1,
        events: 1,
      }),
    };
  },
};

import type { BenchCase, Measures } from '../bench-case.ts';
import { functionMiB, listRequests, packingMinimum, readRequests } from '../limits.ts';
import type { Side, SyncRequest } from '../sides/side.ts';

/** A run that finds an empty zone. */
export const first: BenchCase = {
  name: 'first',
  summary: 'every record is created, and every object told',
  unit: 'Services',
  sizes: [100, 1000, 10_000],
  async open({ ours, peer, servers, populated, measure }, size) {
    const request: SyncRequest = { place: await populated(size), events: 'emitted' };
    const round = async (side: Side): Promise<Measures> => {
      await servers.emptyZone(request.place);
      await servers.forgetEvents();
      return measure(() => side.sync(request));
    };
    let changes = 0;
    return {
      ours: async () => {
        const measures = await round(ours);
        changes = packingMinimum(await servers.zoneContent(request.place));
        return measures;
      },
      ...(peer && { peer: () => round(peer) }),
      limits: async () => {
        const route53 = readRequests(0) + changes;
        return {
          peakMiB: functionMiB,
          kubernetes: listRequests(size) + size,
          route53,
          changes,
          events: size,
        };
      },
    };
  },
};

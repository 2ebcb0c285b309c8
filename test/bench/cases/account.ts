import type { BenchCase, Measures } from '../bench-case.ts';
import { accountTimeMs, functionMiB, listRequests, readRequests, requestsPerSecond } from '../limits.ts';
import { ours } from '../sides/ours.ts';
import { peer } from '../sides/peer.ts';
import type { Side, SyncRequest } from '../sides/side.ts';

/** A run that finds everything in place, where Route 53 admits what it admits of an account, both sides at their defaults. */
export const account: BenchCase = {
  name: 'account',
  summary: `nothing to change, where Route 53 refuses what is more than ${requestsPerSecond} requests a second`,
  unit: 'Services',
  sizes: [5000],
  async open({ options: { bundle, environment }, peerOptions, servers, settled, measure }, size) {
    const request: SyncRequest = { place: await settled(size), events: 'emitted' };
    const route53 = readRequests((await servers.zoneContent(request.place)).recordSets);
    const round = async (side: Side): Promise<Measures> => {
      await servers.admit(requestsPerSecond);
      const measures = await measure(() => side.sync(request));
      await servers.admit(undefined);
      return measures;
    };
    return {
      ours: () => round(ours({ bundle, environment })),
      ...(peerOptions && { peer: () => round(peer({ ...peerOptions, flags: [] })) }),
      limits: async () => ({
        wallMs: accountTimeMs(route53),
        peakMiB: functionMiB,
        kubernetes: listRequests(size),
        route53,
        changes: 0,
        events: 0,
      }),
    };
  },
};

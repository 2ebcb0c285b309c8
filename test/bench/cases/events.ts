import type { BenchCase } from '../bench-case.ts';
import { functionMiB, listRequests } from '../limits.ts';
import type { Place } from '../servers/commands.ts';
import type { SyncRequest } from '../sides/side.ts';
import { populate } from '../world.ts';

/** A run that has nothing to do but to tell every object why its name is not in DNS. The peer tells nobody. */
export const events: BenchCase = {
  name: 'events',
  summary: 'names without a hosted zone: an event for each, and no change',
  unit: 'outcomes',
  sizes: [10_000],
  async open({ ours, servers, measure }, size) {
    const place: Place = { namespace: `astray-${size}`, zone: `astray-${size}.example.net` };
    await populate(servers, size, place);
    // Its names lie outside of the zone that there is.
    await servers.emptyZone({ ...place, zone: `elsewhere-${size}.example.net` });
    await servers.removeZone(place);
    const request: SyncRequest = { place, events: 'emitted' };
    return {
      ours: async () => {
        await servers.forgetEvents();
        return measure(() => ours.sync(request));
      },
      limits: async () => ({ peakMiB: functionMiB, kubernetes: listRequests(size) + size, changes: 0, events: size }),
    };
  },
};

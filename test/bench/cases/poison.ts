import type { BenchCase, Measures } from '../bench-case.ts';
import { functionMiB, listRequests, packingMinimum, readRequests } from '../limits.ts';
import type { Place } from '../servers/commands.ts';
import type { Side, SyncRequest } from '../sides/side.ts';
import { asked, populate, serviceManifest } from '../world.ts';

/** A run that creates everything, and one record of it Route 53 refuses: an alias of a name that is not in its zone. */
export const poison: BenchCase = {
  name: 'poison',
  summary: 'one bad record among many new ones',
  unit: 'Services',
  sizes: [1000],
  async open({ ours, peer, servers, measure }, size) {
    const place: Place = { namespace: `poisoned-${size}`, zone: `poisoned-${size}.example.org` };
    await populate(servers, size - 1, place);
    await servers.apply([poisoned(place, size - 1)]);
    const request: SyncRequest = { place, events: 'emitted' };
    let minimum = 0;
    const round = async (side: Side): Promise<Measures> => {
      await servers.emptyZone(place);
      await servers.forgetEvents();
      return measure(() => side.sync(request));
    };
    return {
      ours: async () => {
        const measures = await round(ours);
        minimum = packingMinimum(await servers.zoneContent(place));
        return measures;
      },
      ...(peer && { peer: () => round(peer) }),
      // The request that finds the bad record is the one above the minimum.
      limits: async () => ({
        peakMiB: functionMiB,
        kubernetes: listRequests(size) + size,
        route53: readRequests(0) + minimum + 1,
        changes: minimum + 1,
        events: size,
      }),
      minimum: () => minimum,
    };
  },
};

function poisoned(place: Place, index: number): object {
  const { metadata, ...manifest } = serviceManifest(place, index);
  const alias = { ...asked('alias', 'true'), ...asked('target', `nowhere.${place.zone}`) };
  return { ...manifest, metadata: { ...metadata, annotations: { ...metadata.annotations, ...alias } } };
}

import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { builtInResources } from '../../../../lib/emulators/kubernetes/built-in-resources.ts';
import { emulatorClock } from '../../../../lib/emulators/kubernetes/clock.ts';
import { listPage } from '../../../../lib/emulators/kubernetes/lists.ts';
import { load } from '../../../../lib/emulators/kubernetes/manifests.ts';
import { ResourceDefinitions } from '../../../../lib/emulators/kubernetes/resource-definition.ts';
import { keyOf, Store } from '../../../../lib/emulators/kubernetes/store.ts';

const place = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/),
  namespace: fc.constantFrom('a', 'a-b', 'b'),
});
const pod = (metadata: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata });

function clusterOf(places: readonly object[]) {
  const state = { store: new Store(emulatorClock()), definitions: new ResourceDefinitions(builtInResources) };
  for (const metadata of places) load(state, pod(metadata));
  return state;
}

/** Reads a whole list in pages; `between` changes the cluster after each. */
function readAll(
  state: ReturnType<typeof clusterOf>,
  limit: number,
  between: (page: number) => void,
): readonly string[] {
  const definition = state.definitions.ofKind('v1', 'Pod');
  const keys: string[] = [];
  const query = new URLSearchParams({ limit: String(limit) });
  for (let page = 0; ; page += 1) {
    const { items, metadata } = listPage(state, definition, undefined, query);
    keys.push(...items.map(keyOf));
    if (metadata.continue === undefined) return keys;
    query.set('continue', metadata.continue);
    between(page);
  }
}

it('pages of any size give every object once, in order, whatever is written in between', () => {
  fc.assert(
    fc.property(fc.array(place), fc.integer({ min: 1, max: 7 }), (places, limit) => {
      const state = clusterOf(places);
      const whole = state.store.latest('pods').items.map(keyOf);
      const paged = readAll(state, limit, (page) => load(state, pod({ name: `new-${page}`, namespace: 'a' })));
      expect(paged).toEqual(whole);
      expect(paged).toEqual([...new Set(paged)].sort());
    }),
  );
});

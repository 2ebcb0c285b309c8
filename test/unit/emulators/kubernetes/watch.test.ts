import { expect, it } from '@jest/globals';
import { builtInResources } from '../../../../lib/emulators/kubernetes/built-in-resources.ts';
import { emulatorClock } from '../../../../lib/emulators/kubernetes/clock.ts';
import { deleteObject } from '../../../../lib/emulators/kubernetes/deletion.ts';
import { load } from '../../../../lib/emulators/kubernetes/manifests.ts';
import { readRequest } from '../../../../lib/emulators/kubernetes/request-info.ts';
import { ResourceDefinitions } from '../../../../lib/emulators/kubernetes/resource-definition.ts';
import { Store } from '../../../../lib/emulators/kubernetes/store.ts';
import { prepareWatch } from '../../../../lib/emulators/kubernetes/watch.ts';

const pod = (name: string, labels = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels } });

/** A cluster with pod a, and what a watch with the query is told from then on. */
function watching(query: string) {
  const state = { store: new Store(emulatorClock()), definitions: new ResourceDefinitions(builtInResources) };
  load(state, pod('a', { tier: 'front' }));
  const request = readRequest('GET', `/api/v1/namespaces/default/pods?watch=1${query}`);
  if (request.kind !== 'resource') throw new Error('The path is one of a resource.');
  const definition = state.definitions.ofKind('v1', 'Pod');
  const call = { state, request, definition, accept: '', contentType: '', body: Buffer.of(), checkCreate: () => {} };
  const told: string[] = [];
  const end = prepareWatch(call)((line) => {
    const { type, object } = JSON.parse(line);
    told.push([type, object.metadata.name ?? JSON.stringify(object.metadata)].join(' '));
  });
  return { state, told, end };
}

it('a watch begins with what is there and goes on with every change', () => {
  const { state, told } = watching('');
  load(state, pod('b'));
  load(state, pod('b', { changed: 'yes' }));
  for (const object of state.store.latest('pods').items) deleteObject(state, 'pods', object);
  expect(told).toEqual(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a', 'DELETED b']);
});

it.each([
  ['from a resourceVersion on, the earlier changes are left out', '&resourceVersion=3', ['ADDED b']],
  ['a label selector holds for changes too', '&labelSelector=tier%3Dfront', ['ADDED a']],
])('%s', (_, query, expected) => {
  const { state, told } = watching(query);
  load(state, pod('b'));
  expect(told).toEqual(expected);
});

it('a list that is read as a watch is told where it ends', () => {
  const { state, told } = watching('&sendInitialEvents=true');
  const ending = {
    resourceVersion: String(state.store.revision),
    annotations: { 'k8s.io/initial-events-end': 'true' },
  };
  load(state, pod('b'));
  expect(told).toEqual(['ADDED a', `BOOKMARK ${JSON.stringify(ending)}`, 'ADDED b']);
});

it('a watch that was ended is told nothing more', () => {
  const { state, told, end } = watching('');
  end();
  load(state, pod('b'));
  expect(told).toEqual(['ADDED a']);
});

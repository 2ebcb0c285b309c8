import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KubernetesObject } from '../../lib/cluster/cluster.ts';
import { listPath } from '../../lib/cluster/list-pages.ts';
import type { Endpoint, ObjectReference } from '../../lib/endpoint/endpoint.ts';
import {
  kindOfLabel,
  type LabelWriter,
  referenceFromLabel,
  sourceNames,
  sources,
  writersFound,
} from '../../lib/sources/index.ts';
import type { LabelledKind, Source, SourceContext, SourceResult } from '../../lib/sources/source.ts';
import { objectCluster, stored } from '../support/object-cluster.ts';
import { casesOf, contextOf, runObject, type SourceCase } from '../support/source-fixture.ts';
import { companions, witnesses } from '../support/source-witness.ts';

const folder = join(import.meta.dirname, '..', '..', 'lib', 'sources');

const isSource = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && 'read' in value && 'permissions' in value;

it('registers every file that exports a source, under the name of the file', async () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = Object.values(await import(join(folder, file))).filter(isSource);
      return exported.map(({ name }) => ({ file, name }));
    }),
  );
  expect(found.flat().sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
    sourceNames.map((name) => ({ file: `${name}.ts`, name })),
  );
});

describe.each([...sources.values()])('the source $name', (source) => {
  const cases = casesOf(source.name);

  it('gives every endpoint and refusal a complete reference to an object that it read', async () => {
    for (const each of cases) {
      const result = await source.read(contextOf(source, each));
      const asked = [...result.endpoints, ...result.refusals];
      expect(asked.filter(({ refs }) => refs.length === 0)).toEqual([]);
      expect(asked.flatMap(({ refs }) => refs).filter((ref) => !isComplete(source, ref, result))).toEqual([]);
    }
  });

  it('labels every endpoint so that a reference to the first asker can be rebuilt', async () => {
    for (const each of cases) {
      const result = await source.read(contextOf(source, each));
      const found = writersFound([{ name: source.name, result }]);
      for (const endpoint of result.endpoints)
        expect(endpoint.refs.map((ref) => told(source, ref))).toContainEqual(rebuilt(endpoint, found));
    }
  });

  it('gives the same result whatever the order in which objects are listed', async () => {
    for (const each of cases) {
      const forwards = await source.read(contextOf(source, each));
      const backwards = await source.read(contextOf(source, { ...each, objects: (each.objects ?? []).toReversed() }));
      expect(backwards.endpoints).toEqual(forwards.endpoints);
      expect(backwards.refusals).toEqual(forwards.refusals);
    }
  });

  it('lists nothing that it does not declare, and declares nothing that it never lists', async () => {
    const used = new Set<string>();
    const declared = new Set<string>();
    for (const each of cases) {
      const context = contextOf(source, each);
      const cluster = objectCluster((each.objects ?? []).map(stored));
      await source.read({ ...context, cluster });
      const listed = cluster.requests.map(({ resource }) => resource.plural);
      expect(listable(source, context)).toEqual(expect.arrayContaining([...new Set(listed)]));
      for (const plural of listed) used.add(plural);
      for (const plural of listable(source, context)) declared.add(plural);
    }
    expect([...used].sort()).toEqual([...declared].sort());
  });

  it('asks for the same list once', async () => {
    for (const each of cases) {
      const cluster = objectCluster((each.objects ?? []).map(stored));
      await source.read({ ...contextOf(source, each), cluster });
      const listed = cluster.requests.map(({ resource, options }) => listPath(resource, options));
      expect(listed).toEqual([...new Set(listed)]);
    }
  });

  it('stops when the run is aborted before it starts', async () => {
    const reason = new Error('deadline');
    const context = { ...contextOf(source, { title: 'aborted' }), signal: AbortSignal.abort(reason) };
    await expect(source.read(context)).rejects.toBe(reason);
  });
});

describe.each([...sources.values()].filter(({ name }) => witnesses[name] !== undefined))(
  'the source $name, reading objects',
  (source) => {
    const cases = casesOf(source.name);

    it('names every object that it read, those of other instances too', async () => {
      for (const each of cases) {
        const { objects, kinds: found = [] } = await source.read(contextOf(source, each));
        const kinds = [...source.kinds, ...found].map(({ kind }) => kind);
        const held = await heldBy(each, source, kinds);
        expect(objects.map(({ name, uid }) => ({ name, uid })).sort(byName)).toEqual(held.sort(byName));
        expect(objects.every((ref) => kinds.includes(ref.kind) && ref.source === source.name)).toBe(true);
      }
    });

    it('stops when the run is aborted while a list is under way', async () => {
      const reason = new Error('deadline');
      const controller = new AbortController();
      const [{ flags = [] } = {}] = await casesWithWitness(source, cases);
      const context = contextOf(source, { title: 'aborted', flags, objects: [witnessOf(source)] });
      const cluster: SourceContext['cluster'] = {
        ...context.cluster,
        list: async (...request) => {
          const listed = await context.cluster.list(...request);
          controller.abort(reason);
          return listed;
        },
      };
      await expect(source.read({ ...context, cluster, signal: controller.signal })).rejects.toBe(reason);
    });

    it('loses only a malformed object, whatever is wrong with it', async () => {
      const open = await casesWithWitness(source, cases);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...open),
          fc.nat(),
          fc.nat(),
          wrongValues,
          async (each, which, where, wrong) => {
            const { objects = [] } = each;
            const damaged = objects.map((object, index) =>
              index === which % objects.length ? withDamage(object, where, wrong) : object,
            );
            const result = await readWith(source, each, damaged);
            expect(witnessed(result)).toBe(true);
            expect(result.endpoints.every(({ refs }) => refs.length > 0)).toBe(true);
          },
        ),
        { numRuns: 150 },
      );
    });
  },
);

const listable = (source: Source, { config }: SourceContext): readonly string[] =>
  source
    .permissions(config)
    .filter(({ verbs }) => verbs.includes('list'))
    .map(({ resource }) => resource);

/** Fields filled, of the source's own kind, and among the objects read unless the source has none of its own. */
function isComplete(source: Source, ref: ObjectReference, { objects, kinds = [] }: SourceResult): boolean {
  const kind = [...source.kinds, ...kinds].find(
    (each) => each.kind === ref.kind && versionsOf(each).includes(ref.apiVersion),
  );
  const placed = kind?.scope === 'Cluster' ? ref.namespace === undefined : ref.namespace !== undefined;
  const invented = source.name === 'fake' || (kind?.scope === 'Run' && ref.uid === runObject.uid);
  const known = invented || objects.some(({ uid, name }) => uid === ref.uid && name === ref.name);
  return kind !== undefined && placed && known && ref.name !== '' && ref.source === source.name;
}

const withoutUid = ({ uid: _, ...ref }: ObjectReference): ObjectReference => ref;

const versionsOf = ({ apiVersion, versions = [apiVersion] }: LabelledKind): readonly string[] => versions;

/** What a label can tell of an object: its version only where there is but one. */
function told(source: Source, asker: ObjectReference): ObjectReference {
  const ref = withoutUid(asker);
  const kind = source.kinds.find((each) => each.kind === ref.kind && versionsOf(each).includes(ref.apiVersion));
  return { ...ref, apiVersion: kind?.apiVersion ?? ref.apiVersion };
}

function rebuilt({ labels }: Endpoint, found: readonly LabelWriter[]): ObjectReference | undefined {
  const label = labels['resource'] ?? '';
  expect(kindOfLabel(label, found)?.kind.label).toBe(label.split('/')[0]);
  const rebuiltRef = referenceFromLabel(label, runObject, found);
  return rebuiltRef && withoutUid(rebuiltRef);
}

interface Held {
  readonly name: string;
  readonly uid?: string | undefined;
}

const byName = (left: Held, right: Held): number =>
  `${left.name} ${left.uid}` < `${right.name} ${right.uid}` ? -1 : 1;

/** What the cluster of a case gave out of the source's kinds. */
async function heldBy(each: SourceCase, source: Source, kinds: readonly string[]): Promise<Held[]> {
  const cluster = objectCluster((each.objects ?? []).map(stored));
  await source.read({ ...contextOf(source, each), cluster });
  return cluster.given
    .filter(({ kind = '' }) => kinds.includes(kind))
    .map(({ metadata: { name, uid } }) => ({ name, uid }));
}

function witnessOf({ name }: Source): KubernetesObject {
  const witness = witnesses[name];
  if (witness === undefined) throw new Error(`test/support/source-witness.ts has no witness for ${name}`);
  return witness;
}

/** Reads the objects as they are, so that damage done to metadata stays, and the witness beside them. */
function readWith(source: Source, each: SourceCase, objects: readonly KubernetesObject[]): Promise<SourceResult> {
  const context = contextOf(source, each);
  const beside = [witnessOf(source), ...(companions[source.name] ?? [])].map(stored);
  const known = [...(each.objects ?? []), ...beside];
  return source.read({ ...context, cluster: objectCluster([...objects, ...beside], known) });
}

const witnessed = ({ endpoints }: SourceResult): boolean =>
  endpoints.some(({ targets, refs }) => targets.includes('192.0.2.7') && refs.some(({ name }) => name === 'witness'));

/** The cases whose flags let the witness through. Their objects come as an API server holds them. */
async function casesWithWitness(source: Source, cases: readonly SourceCase[]): Promise<readonly SourceCase[]> {
  const filled = cases
    .map((each) => ({ ...each, objects: (each.objects ?? []).map(stored) }))
    .filter(({ objects }) => objects.length > 0);
  const results = await Promise.all(filled.map((each) => readWith(source, each, each.objects)));
  const open = filled.filter((_, index) => results.slice(index, index + 1).some(witnessed));
  expect(open.length).toBeGreaterThan(4);
  return open;
}

const wrongValues = fc.constantFrom<unknown>(null, 'text', '', 7, -1, 0.5, true, [], {}, [null], [[]], { a: null }, [
  '',
]);

/** A copy in which one field, at any depth, holds `wrong`. */
function withDamage(object: KubernetesObject, where: number, wrong: unknown): KubernetesObject {
  const places: { readonly holder: object; readonly key: string }[] = [];
  const copy: KubernetesObject = structuredClone(object);
  collect(copy, places);
  const place = places[where % places.length];
  if (place !== undefined) Reflect.set(place.holder, place.key, wrong);
  return copy;
}

function collect(holder: object, places: { readonly holder: object; readonly key: string }[]): void {
  for (const [key, value] of Object.entries(holder)) {
    places.push({ holder, key });
    if (typeof value === 'object' && value !== null) collect(value, places);
  }
}

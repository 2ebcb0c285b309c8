import { randomUUID } from 'node:crypto';
import type { EmulatorClock } from './clock.ts';
import { type StoredMeta, type StoredObject, timestamp } from './stored-object.ts';

/** What a watcher is told. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly collection: string;
  readonly object: StoredObject;
  readonly revision: number;
}

/** All objects of one collection, in the order of the API (by key), as they were at one revision. */
export interface Snapshot {
  readonly revision: number;
  readonly items: readonly StoredObject[];
}

/** etcd keeps superseded revisions for the API server's compaction interval: five minutes. */
const snapshotLife = 5 * 60 * 1000;
const historyLength = 1000;

/** `namespace/name`, or the name alone: what etcd orders a collection by. */
export const objectKey = (namespace: string | undefined, name: string): string =>
  namespace ? `${namespace}/${name}` : name;

/** Namespace and name, or the name alone. */
export const keyOf = ({ metadata }: StoredObject): string => objectKey(metadata.namespace, metadata.name);

const byKey = (a: StoredObject, b: StoredObject): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/**
 * The versioned objects behind the API: every write has the next revision, and a list that is read in pages keeps
 * seeing the revision at which it began. Objects are shared, never cloned: a write replaces the whole object.
 */
export class Store {
  readonly #clock: EmulatorClock;
  readonly #collections = new Map<string, Map<string, StoredObject>>();
  readonly #current = new Map<string, readonly StoredObject[]>();
  readonly #kept = new Map<string, { readonly snapshot: Snapshot; readonly expires: number }>();
  readonly #watchers = new Set<(change: Change) => void>();
  #history: Change[] = [];
  #revision = 1;

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  get revision(): number {
    return this.#revision;
  }

  now(): Date {
    return this.#clock.now();
  }

  get(collection: string, key: string): StoredObject | undefined {
    return this.#collections.get(collection)?.get(key);
  }

  /** Stores the object with the next resourceVersion, and with a uid and a creation time if it has none. */
  put(collection: string, object: StoredObject): StoredObject {
    const objects = this.#collections.get(collection) ?? new Map<string, StoredObject>();
    this.#collections.set(collection, objects);
    this.#revision += 1;
    const type = objects.has(keyOf(object)) ? 'MODIFIED' : 'ADDED';
    const stored = { ...object, metadata: this.#stamp(object.metadata) };
    objects.set(keyOf(stored), stored);
    this.#changed({ type, collection, object: stored, revision: this.#revision });
    return stored;
  }

  remove(collection: string, object: StoredObject): void {
    if (!this.#collections.get(collection)?.delete(keyOf(object))) return;
    this.#revision += 1;
    this.#changed({ type: 'DELETED', collection, object, revision: this.#revision });
  }

  collections(): readonly string[] {
    return [...this.#collections.keys()];
  }

  latest(collection: string): Snapshot {
    const items = this.#current.get(collection) ?? [...(this.#collections.get(collection)?.values() ?? [])].sort(byKey);
    this.#current.set(collection, items);
    return { revision: this.#revision, items };
  }

  /** Keeps a snapshot so that the later pages of its list can be read from it. */
  keep(collection: string, snapshot: Snapshot): void {
    const now = this.#clock.now().getTime();
    for (const [key, { expires }] of this.#kept) if (expires <= now) this.#kept.delete(key);
    const key = `${collection}@${snapshot.revision}`;
    if (!this.#kept.has(key)) this.#kept.set(key, { snapshot, expires: now + snapshotLife });
  }

  /** The snapshot that was kept at the revision, unless it was compacted away. */
  at(collection: string, revision: number): Snapshot | undefined {
    const kept = this.#kept.get(`${collection}@${revision}`);
    return kept && kept.expires > this.#clock.now().getTime() ? kept.snapshot : undefined;
  }

  /** Calls back for every change of the collection after the revision; the result ends it. */
  watch(collection: string, after: number, tell: (change: Change) => void): () => void {
    const watcher = (change: Change) => {
      if (change.collection === collection && change.revision > after) tell(change);
    };
    this.#history.forEach(watcher);
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #stamp(metadata: StoredMeta): StoredMeta {
    const { creationTimestamp = timestamp(this.#clock.now()), uid = randomUUID() } = metadata;
    return { ...metadata, creationTimestamp, uid, resourceVersion: String(this.#revision) };
  }

  #changed(change: Change): void {
    this.#current.delete(change.collection);
    this.#history.push(change);
    if (this.#history.length > 2 * historyLength) this.#history = this.#history.slice(-historyLength);
    for (const watcher of this.#watchers) watcher(change);
  }
}

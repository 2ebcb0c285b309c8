import { sortKey } from './name.ts';
import { isSameSet, type RecordSet } from './record-set.ts';

/** What a hosted zone is, apart from its records. */
export interface ZoneFacts {
  /** Bare id, such as `Z0123`. */
  readonly id: string;
  /** Stored form, with trailing dot. */
  readonly name: string;
  readonly visibility: 'public' | 'private';
  readonly callerReference: string;
  readonly comment?: string;
}

interface Node {
  readonly key: string;
  readonly sets: readonly RecordSet[];
}

const byKey = (a: Node, b: Node): number => (a.key < b.key ? -1 : 1);
const bySet = (a: RecordSet, b: RecordSet): number =>
  [a.Type, a.SetIdentifier ?? ''].join('\n') < [b.Type, b.SetIdentifier ?? ''].join('\n') ? -1 : 1;

/** The record sets of one zone: a map by name for changes, and a sorted view that is rebuilt only after a change. */
export class HostedZone {
  readonly facts: ZoneFacts;
  readonly tags = new Map<string, string>();
  readonly #nodes = new Map<string, Node>();
  #size = 0;
  #sortedNodes: readonly Node[] | undefined;
  #sortedSets: readonly RecordSet[] | undefined;

  constructor(facts: ZoneFacts) {
    this.facts = facts;
  }

  /** The record sets at a stored name, in no order. */
  at(name: string): readonly RecordSet[] {
    return this.#nodes.get(name)?.sets ?? [];
  }

  /** How many record sets the zone holds. */
  get size(): number {
    return this.#size;
  }

  /** Replaces all record sets at a name. */
  setAt(name: string, sets: readonly RecordSet[]): void {
    this.#size += sets.length - this.at(name).length;
    if (sets.length === 0) this.#nodes.delete(name);
    else this.#nodes.set(name, { key: this.#nodes.get(name)?.key ?? sortKey(name), sets });
    this.#sortedNodes = undefined;
    this.#sortedSets = undefined;
  }

  /** Puts one record set, in place of the one with its name, type and set identifier. */
  put(set: RecordSet): void {
    this.setAt(set.Name, [...this.at(set.Name).filter((other) => !isSameSet(other, set)), set]);
  }

  /** Every record set in Route 53's order: name with labels reversed, type, set identifier. */
  sorted(): readonly RecordSet[] {
    this.#sortedSets ??= this.#nodesInOrder().flatMap((node) => node.sets.toSorted(bySet));
    return this.#sortedSets;
  }

  /** Whether the name, or a name below it, has a record set (RFC 8020: a name with names below it exists). */
  exists(name: string): boolean {
    const key = sortKey(name);
    const nodes = this.#nodesInOrder();
    return nodes[firstIndex(nodes, (node) => node.key >= key)]?.key.startsWith(key) ?? false;
  }

  #nodesInOrder(): readonly Node[] {
    this.#sortedNodes ??= [...this.#nodes.values()].toSorted(byKey);
    return this.#sortedNodes;
  }
}

/** The first index at which a predicate holds that, once true, stays true; the length when it never does. */
export function firstIndex<T>(items: readonly T[], reached: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && reached(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

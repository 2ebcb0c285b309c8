/** The prefix of ExternalDNS 0.22 and later, then the one that nearly every manifest still carries. */
export const annotationPrefixes = ['external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/'] as const;

/** The value that `controller` must have, where it is present, for the object to be ours. */
const ownController = 'dns-controller';

/** One annotation, as found. */
export interface Annotation {
  /** With its prefix. */
  readonly name: string;
  readonly value: string;
}

/** What an object's annotations say of DNS, under every prefix that this run reads. */
export interface DnsAnnotations {
  /** By the key after the prefix, such as `hostname`. */
  readonly byKey: ReadonlyMap<string, Annotation>;
  /** `controller` names another controller: the object belongs to another instance. */
  readonly otherController: boolean;
  /** Clauses on values that lost against the newer prefix. */
  readonly conflicts: readonly string[];
}

/**
 * Reads both prefixes key by key (a deliberate difference: ExternalDNS reads one and ignores the other without a word).
 *
 *     new prefix   old prefix   read     told
 *     a            absent       a
 *     absent       b            b
 *     a            a            a
 *     a            b            a        the old value differs and is not used
 *
 * `controller` excludes the object when it has another value under either. `prefix` (`--annotation-prefix`) narrows
 * all this to one prefix.
 */
export function readAnnotations(
  annotations: Readonly<Record<string, string>>,
  prefix: string | undefined,
): DnsAnnotations {
  const found = (prefix === undefined ? annotationPrefixes : [prefix]).map((each) => underPrefix(annotations, each));
  return {
    byKey: new Map(found.toReversed().flatMap((map) => [...map])),
    otherController: found.some((map) => (map.get('controller')?.value ?? ownController) !== ownController),
    conflicts: conflictsOf(found),
  };
}

const underPrefix = (annotations: Readonly<Record<string, string>>, prefix: string): ReadonlyMap<string, Annotation> =>
  new Map(
    Object.entries(annotations)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), { name, value }] as const),
  );

function conflictsOf([winners, losers]: readonly ReadonlyMap<string, Annotation>[]): readonly string[] {
  if (winners === undefined || losers === undefined) return [];
  return [...losers].flatMap(([key, loser]) => {
    const winner = winners.get(key);
    if (winner === undefined || winner.value === loser.value || key === 'controller') return [];
    return [
      `the annotation ${loser.name} says ${JSON.stringify(loser.value)} and is not used, because ${winner.name} says ` +
        `${JSON.stringify(winner.value)}; remove one of them`,
    ];
  });
}

/** The value under a key; undefined when it is absent. */
export const annotationValue = (annotations: DnsAnnotations, key: string): string | undefined =>
  annotations.byKey.get(key)?.value;

/**
 * Splits a list of hostnames or targets as ExternalDNS does (source/annotations/processors.go): every blank goes, then
 * commas part. Empty pieces are kept, because they are mistakes that somebody should hear of. Tabs and line breaks
 * around a piece go as well; upstream leaves them in the name.
 */
export const splitList = (value: string): readonly string[] =>
  value
    .replaceAll(' ', '')
    .split(',')
    .map((piece) => piece.trim());

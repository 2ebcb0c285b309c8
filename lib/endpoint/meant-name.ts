import { distance } from 'fastest-levenshtein';

/** More edits than these make another name, not a mistyped one. */
const mostEdits = 2;

/** The name in a zone that a mistyped one most likely means, or none where no zone is that near. */
export function meantName(dnsName: string, zoneNames: readonly string[]): string | undefined {
  const labels = dnsName.split('.');
  const [best] = zoneNames
    .map((zone) => {
      const own = labels.slice(0, Math.max(0, labels.length - zone.split('.').length));
      const meant = [...own, zone].join('.');
      return { meant, edits: distance(dnsName, meant) };
    })
    .toSorted((left, right) => left.edits - right.edits);
  return best !== undefined && best.edits <= mostEdits ? best.meant : undefined;
}

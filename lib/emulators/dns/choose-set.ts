import type { RecordSet } from '../route53/record-set.ts';

const maxMultivalueAnswers = 8;

/**
 * Which of the sets of one name and type answer. The service chooses by weight, latency, place and health; this server
 * must answer the same each time, so it takes one and says so:
 *
 *   policy        answer
 *   simple        the set
 *   multivalue    the first eight sets together
 *   weighted      the heaviest set
 *   failover      PRIMARY, as every target counts as healthy
 *   geolocation   the default location (country `*`)
 *   others        the first set by identifier
 */
export function chooseSets(sets: readonly RecordSet[]): readonly RecordSet[] {
  const ordered = sets.toSorted((a, b) => ((a.SetIdentifier ?? '') < (b.SetIdentifier ?? '') ? -1 : 1));
  if (ordered.some((set) => set.MultiValueAnswer)) return ordered.slice(0, maxMultivalueAnswers);
  const heaviest = ordered.toSorted((a, b) => (b.Weight ?? 0) - (a.Weight ?? 0))[0];
  const preferred = ordered.find((set) => set.Failover === 'PRIMARY' || set.GeoLocation?.CountryCode === '*');
  return [preferred ?? heaviest].filter((set) => set !== undefined);
}

import type { Endpoint } from '../endpoint/endpoint.ts';
import type { CurrentRecord } from '../plan/change.ts';
import { looksEncrypted } from './txt-encryption.ts';
import { rowNamesOf } from './txt-match.ts';
import { typeTemplate } from './txt-name.ts';
import { placeKey } from './txt-obstacle.ts';
import type { OwnershipRow, TxtOptions } from './txt-row.ts';

/** What one reading found, of which some may be ownership that is not understood. */
export interface Unread {
  readonly options: TxtOptions;
  /** Ownership rows that speak of no record. */
  readonly unmatched: readonly OwnershipRow[];
  /** Records of DNS, rows left out. */
  readonly records: readonly CurrentRecord[];
}

/** Ownership that DNS seems to hold, and that these settings cannot read. */
export interface LostOwnership {
  /** Sentences on it. */
  readonly warnings: readonly string[];
  /** Rows of ours that speak of a record under other affixes: they are not left over. */
  readonly misplaced: ReadonlySet<OwnershipRow>;
}

/**
 * Finds out why records may have lost their owner: another affix or another key than before makes every record
 * nobody's, and nothing else would tell (ExternalDNS is silent).
 */
export function lostOwnership({ options, unmatched, records }: Unread): LostOwnership {
  const unowned = records.filter(({ ownership }) => ownership.state === 'none');
  const places = Map.groupBy(unowned, placeKey);
  const ours = unmatched.filter(({ owners }) => owners.length === 1 && owners[0] === options.owner);
  const found = ours.flatMap((row) => {
    const affix = affixOf(row.endpoint, places);
    return affix === undefined ? [] : [{ row, affix }];
  });
  return {
    warnings: [...otherAffixes(found, options), ...otherKey(unowned, options)],
    misplaced: new Set(found.map(({ row }) => row)),
  };
}

interface Misplaced {
  readonly row: OwnershipRow;
  /** As a flag. */
  readonly affix: string;
}

/** One sentence on the affix that most rows have. */
function otherAffixes(found: readonly Misplaced[], { owner }: TxtOptions): readonly string[] {
  const byAffix = [...Map.groupBy(found, ({ affix }) => affix)];
  const [most] = byAffix.sort(([, left], [, right]) => right.length - left.length);
  if (most === undefined) return [];
  const [affix, rows] = most;
  return [
    `DNS holds ownership rows of the owner "${owner}" under other affixes (${named(rows.map(({ row }) => row.endpoint.dnsName))}), ` +
      `so their records count as nobody's: set ${affix}, under which they were written.`,
  ];
}

/** The affix under which the name of a row speaks of one of these records: its name is between two dots or dashes. */
function affixOf(row: Endpoint, places: ReadonlyMap<string, readonly CurrentRecord[]>): string | undefined {
  for (let dot = row.dnsName.indexOf('.'); dot >= 0; dot = row.dnsName.indexOf('.', dot + 1)) {
    const front = row.dnsName.slice(0, dot);
    for (const { before, head, after } of partings(front)) {
      const records = places.get(placeKey({ ...row, dnsName: `${head}${row.dnsName.slice(dot)}` })) ?? [];
      const affixes = records
        .filter(({ setIdentifier }) => setIdentifier === row.setIdentifier)
        .map(({ recordType }) => affixAround(before, after, recordType.toLowerCase()));
      const affix = affixes.find((each) => each !== undefined);
      if (affix !== undefined) return affix;
    }
  }
  return undefined;
}

interface Parting {
  readonly before: string;
  readonly head: string;
  readonly after: string;
}

/** Every way to see a label of a record in a text, with what stands before and after it. */
function partings(front: string): readonly Parting[] {
  const borders = [...front.matchAll(/[.-]/g)].map(({ index }) => index);
  const starts = [0, ...borders.map((border) => border + 1)];
  const ends = [...borders, front.length];
  return starts.flatMap((start) =>
    ends
      .filter((end) => end > start && !front.slice(start, end).includes('.'))
      .map((end) => ({ before: front.slice(0, start), head: front.slice(start, end), after: front.slice(end) })),
  );
}

/**
 * The flag that puts this before and after the head of a record's name. Undefined where the type is not named: then
 * the row is of the old format, or of another record.
 *
 *     txt.a-www   --txt-prefix=txt.                   a-www-own   --txt-suffix=-own
 *     a-txt.www   --txt-prefix=%{record_type}-txt.    www-a       --txt-suffix=-%{record_type}
 *     a-www       no --txt-prefix and no --txt-suffix
 */
function affixAround(before: string, after: string, type: string): string | undefined {
  if (before === `${type}-`) return after === '' ? 'no --txt-prefix and no --txt-suffix' : `--txt-suffix=${after}`;
  if (before !== '' && after !== '') return undefined;
  if (before === '') return flag('--txt-suffix', templated(after, type));
  const typed = before.endsWith(`-${type}-`) || before.endsWith(`.${type}-`);
  return flag('--txt-prefix', typed ? before.slice(0, -`${type}-`.length) : templated(before, type));
}

const flag = (name: string, affix: string | undefined): string | undefined => affix && `${name}=${affix}`;

/** The affix with the template in the place of the type; undefined where it does not name the type. */
function templated(affix: string, type: string): string | undefined {
  const parts = affix.split(/([.-])/);
  const at = parts.indexOf(type);
  return at < 0 ? undefined : parts.with(at, typeTemplate).join('');
}

/** Texts at the place of a row that may be one, if only the key were right. */
function otherKey(unowned: readonly CurrentRecord[], options: TxtOptions): readonly string[] {
  const texts = unowned.filter(({ recordType, targets }) => recordType === 'TXT' && targets.some(looksEncrypted));
  if (texts.length === 0) return [];
  const places = new Set(texts.map(placeKey));
  const names = unowned
    .flatMap((record) => rowNamesOf(options, record).map((dnsName) => ({ ...record, dnsName })))
    .filter((place) => places.has(placeKey(place)))
    .map(({ dnsName }) => dnsName);
  if (names.length === 0) return [];
  return [
    `DNS holds what looks like encrypted ownership rows that cannot be read (${named(names)}), so their records count as ` +
      `nobody's: set --txt-encrypt-aes-key to the key that they were written with.`,
  ];
}

/** How many names a sentence holds. */
const namesShown = 3;

function named(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort();
  return `${sorted.slice(0, namesShown).join(', ')}${sorted.length > namesShown ? ' and more' : ''}`;
}

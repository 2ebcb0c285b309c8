import type { Cause } from '../endpoint/cause.ts';
import type { Endpoint, Labels } from '../endpoint/endpoint.ts';
import { maxLabel, maxName, type Problem } from '../endpoint/name-problem.ts';
import { quoteText } from '../endpoint/txt-value.ts';
import type { LabelCodec } from './txt-encryption.ts';
import { parseLabelText } from './txt-label.ts';
import { type Affixes, rowName } from './txt-name.ts';

/** How rows are named and written, and for whom. */
export interface TxtOptions extends Affixes {
  readonly owner: string;
  /** How label text is stored; plain unless `--txt-encrypt-enabled`. */
  readonly codec: LabelCodec;
}

/** An ownership row as read. */
export interface OwnershipRow {
  readonly endpoint: Endpoint;
  /** Of its first ownership value. */
  readonly labels: Labels;
  /** Every owner that its values name, each once, sorted; an empty text stands for a value without owner. */
  readonly owners: readonly string[];
  /** Values that are no ownership: a name has one TXT record set, and people add their own text to it. */
  readonly others: readonly string[];
}

/** The row that a record set is; undefined when none of its values is ownership. */
export function parseRow(record: Endpoint, codec: LabelCodec): OwnershipRow | undefined {
  if (record.recordType !== 'TXT') return undefined;
  const values = record.targets.map((target) => ({ target, labels: parseLabelText(codec.decode(target)) }));
  const ownership = values.map(({ labels }) => labels).filter((labels) => labels !== undefined);
  const [labels] = ownership;
  if (labels === undefined) return undefined;
  return {
    endpoint: record,
    labels,
    owners: [...new Set(ownership.map(({ owner = '' }) => owner))].sort(),
    others: values.filter((value) => value.labels === undefined).map(({ target }) => target),
  };
}

/** Where a row stands, whatever it says. */
export type RowPlace = Pick<Endpoint, 'dnsName' | 'recordType' | 'zone' | 'setIdentifier'>;

/** Where the row of a record belongs. */
export const rowPlace = (record: Endpoint, affixes: Affixes): RowPlace => ({
  dnsName: rowName(affixes, record.dnsName, record.recordType),
  recordType: 'TXT',
  ...(record.zone && { zone: record.zone }),
  ...(record.setIdentifier !== undefined && { setIdentifier: record.setIdentifier }),
});

/** The row that says that a record is ours. */
export const rowOf = (record: Endpoint, labels: Labels, options: TxtOptions): Endpoint => ({
  ...rowPlace(record, options),
  targets: [quoteText(options.codec.encode({ ...labels, owner: options.owner }))],
  labels: {},
  providerSpecific: record.providerSpecific,
  refs: [],
});

/**
 * Whether the row that is there says of the record what a new one would, in the form that is written now (plain or
 * encrypted). Labels are compared, not texts: encrypted text differs each time.
 */
export function saysAlready(
  { endpoint, labels: present, owners, others }: OwnershipRow,
  record: Endpoint,
  { owner, codec }: TxtOptions,
): boolean {
  return (
    owners.length === 1 &&
    present['owner'] === owner &&
    present['resource'] === record.labels['resource'] &&
    routingText(endpoint) === routingText(record) &&
    endpoint.targets.every((target) => others.includes(target) || codec.writes(target))
  );
}

/** An alias is a property of the record alone; its row is text. */
const recordOnly: ReadonlySet<string> = new Set(['alias', 'aws/evaluate-target-health', 'aws/target-hosted-zone']);

const routingText = ({ providerSpecific }: Endpoint): string =>
  JSON.stringify(
    Object.entries(providerSpecific)
      .filter(([name]) => !recordOnly.has(name))
      .sort(),
  );

/** Why this row cannot be stored: a row outside the zone cannot be written at all. */
export function storageCause({ dnsName, zone }: RowPlace): Cause | undefined {
  const problem = storageProblem(dnsName, zone?.name);
  return problem && { code: 'OwnershipNotStorable', rowName: dnsName, ...problem };
}

const affixFix = 'set --txt-prefix to one that names the type and ends with a dot, such as "%{record_type}-txt."';

const lengthFix = `use a shorter name, or ${affixFix}`;

function storageProblem(dnsName: string, zoneName: string | undefined): Problem | undefined {
  if (zoneName !== undefined && !`.${dnsName}`.endsWith(`.${zoneName}`))
    return { problem: `lies outside the zone ${zoneName}`, fix: affixFix };
  if (dnsName.split('.').some((label) => Buffer.byteLength(label) > maxLabel))
    return { problem: `has a label of more than ${maxLabel} bytes`, fix: lengthFix };
  return Buffer.byteLength(dnsName) > maxName
    ? { problem: `is longer than ${maxName} bytes`, fix: 'use a shorter name' }
    : undefined;
}

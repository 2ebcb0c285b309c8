import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Endpoint, type Labels, type RecordType, recordTypes } from '../endpoint/endpoint.ts';
import { storedLabels } from './txt-label.ts';

/** What the table says of one record: whose it is, and for what. */
export interface OwnershipItem {
  readonly key: string;
  readonly owner: string;
  /** Without `owner`. */
  readonly labels: Labels;
}

/** The record that an item speaks of. The key tells no zone: a name in two zones has one item. */
export interface ItemSubject {
  readonly dnsName: string;
  readonly recordType: RecordType;
  readonly setIdentifier?: string;
}

/** The key of a record's item (ExternalDNS registry/dynamodb): `www.example.com#A#`, `www.example.com#A#blue`. */
export const itemKey = ({ dnsName, recordType, setIdentifier = '' }: ItemSubject): string =>
  `${dnsName}#${recordType}#${setIdentifier}`;

/** The record that a key speaks of; undefined where it was not made by itemKey. */
export function parseItemKey(key: string): ItemSubject | undefined {
  const [, dnsName, type, setIdentifier = ''] = /^([^#]+)#([A-Z]+)#(.*)$/s.exec(key) ?? [];
  const recordType = recordTypes.find((each) => each === type);
  if (dnsName === undefined || recordType === undefined) return undefined;
  return { dnsName, recordType, ...(setIdentifier !== '' && { setIdentifier }) };
}

/** The item that says that a record is this owner's. */
export const itemOf = (record: Endpoint, owner: string): OwnershipItem => ({
  key: itemKey(record),
  owner,
  labels: Object.fromEntries(storedLabels(record.labels).filter(([name]) => name !== 'owner')),
});

/** Whether an item says it already. */
export const isSameItem = (left: OwnershipItem, right: OwnershipItem): boolean =>
  left.key === right.key && left.owner === right.owner && labelsText(left) === labelsText(right);

const labelsText = ({ labels }: OwnershipItem): string => JSON.stringify(Object.entries(labels).sort());

/** An item as the table holds it: `k` the key, `o` the owner, `l` the other labels. */
export type ItemAttributes = Record<string, AttributeValue>;

/** An item as the table takes it. */
export const toAttributes = ({ key, owner, labels }: OwnershipItem): ItemAttributes => ({
  k: { S: key },
  o: { S: owner },
  l: { M: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, { S: value }] as const)) },
});

/** Undefined for what is no ownership: others may keep items of their own in the table. */
export function fromAttributes({ k, o, l }: ItemAttributes): OwnershipItem | undefined {
  if (k?.S === undefined || o?.S === undefined) return undefined;
  const labels = Object.entries(l?.M ?? {}).flatMap(([name, { S: value }]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { key: k.S, owner: o.S, labels: Object.fromEntries(labels) };
}

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { RecordType } from './endpoint.ts';

/**
 * Whether two endpoints of one type have the same targets (ExternalDNS endpoint.go, Targets.Same): addresses by value,
 * names without regard to case, in any order. Unlike upstream, the lists are sorted after folding, so that letter case
 * never makes an endless update, and text (TXT) is compared as it is, because there case is content.
 */
export function sameTargets(recordType: RecordType, left: readonly string[], right: readonly string[]): boolean {
  const fold = folding(recordType);
  const folded = right.map(fold).sort();
  return (
    left.length === right.length &&
    left
      .map(fold)
      .sort()
      .every((target, index) => target === folded[index])
  );
}

/** The targets without those that are another spelling of one before them, by the rule of `sameTargets`. */
export function distinctTargets(recordType: RecordType, targets: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return targets.filter((target) => seen.size < seen.add(folding(recordType)(target)).size);
}

const folding = (recordType: RecordType): ((target: string) => string) =>
  recordType === 'TXT' ? (target) => target : foldTarget;

/** One spelling for each target: canonical IPv6, lower case. */
const foldTarget = (target: string): string => (isIP(target) === 6 ? canonicalAddress(target) : target.toLowerCase());

// A zone suffix (fe80::1%eth0) is no part of an address; such a target is compared as text.
const canonicalAddress = (address: string): string =>
  address.includes('%') ? address.toLowerCase() : ipaddr.parse(address).toString();

/**
 * The order in which candidates are preferred (ExternalDNS endpoint.go, Targets.IsLess): the shorter list first, then
 * the first difference of the sorted lists, addresses before names, addresses by value.
 * Returns a negative number, zero, or a positive number, as a sort function does.
 */
export function compareTargets(left: readonly string[], right: readonly string[]): number {
  if (left.length !== right.length) return left.length - right.length;
  const sortedRight = [...right].sort();
  for (const [index, target] of [...left].sort().entries()) {
    const order = compareTarget(target, sortedRight[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareTarget(left: string, right: string): number {
  if (left === right) return 0;
  const leftFamily = isIP(left);
  const rightFamily = isIP(right);
  if (leftFamily === 0 && rightFamily === 0) return left < right ? -1 : 1;
  if (leftFamily === 0 || rightFamily === 0) return leftFamily === 0 ? 1 : -1;
  return leftFamily - rightFamily || compareBytes(addressBytes(left), addressBytes(right));
}

const addressBytes = (address: string): readonly number[] =>
  ipaddr.parse(address.split('%')[0] ?? address).toByteArray();

function compareBytes(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((byte, position) => byte !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

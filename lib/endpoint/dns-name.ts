import { toASCII, toUnicode } from 'tr46';

/** The lookup profile of golang.org/x/net/idna, which ExternalDNS uses: transitional, not strict about ASCII. */
const profile = { transitionalProcessing: true, useSTD3ASCIIRules: false, checkHyphens: false } as const;

/** Names that IDNA leaves as they are, which is nearly all of them: the mapping tables need not be asked. */
const plainName = /^(?!.*xn--)[a-z0-9*_.-]*$/;

/**
 * Letters of the longest text that IDNA is asked about: its algorithms take time by the square, and DNS holds 253
 * octets (RFC 1035 section 2.3.4), whatever was folded away.
 */
const longestIdna = 1000;

/** One trailing dot goes: names are absolute with or without it (RFC 1034 section 3.1). */
export const withoutTrailingDot = (name: string): string => (name.endsWith('.') ? name.slice(0, -1) : name);

/** Whether a name is a domain or lies below it. Both in one spelling. */
export const isWithin = (dnsName: string, domain: string): boolean =>
  dnsName === domain || dnsName.endsWith(`.${domain}`);

/**
 * The one spelling by which the planner knows a name: trimmed, IDNA in ASCII, lower case, without trailing dot. A name
 * that IDNA refuses keeps its letters, in lower case (DNS compares ASCII letters without case, RFC 4343).
 */
export function plannerName(dnsName: string): string {
  const trimmed = dnsName.trim();
  if (plainName.test(trimmed)) return withoutTrailingDot(trimmed);
  return withoutTrailingDot(ascii(trimmed) ?? trimmed.toLowerCase());
}

function ascii(name: string): string | undefined {
  return name.length > longestIdna ? undefined : (toASCII(name, profile) ?? undefined);
}

/** The spelling that domain filters look at: without trailing dot, in Unicode, lower case. */
export function filterName(dnsName: string): string {
  const name = dnsName.trim();
  return withoutTrailingDot(plainName.test(name) ? name : unicode(name).toLowerCase());
}

function unicode(name: string): string {
  return name.length > longestIdna ? name : toUnicode(name, profile).domain;
}

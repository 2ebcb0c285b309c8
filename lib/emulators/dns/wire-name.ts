import { type NameResult, parseName, unescapeName } from '../route53/name.ts';

/**
 * Between the API's names (escapes) and the packet library's (UTF-8 text, which it turns into octets). Labels that hold
 * a dot, or octets that are no UTF-8, cannot be told to the library.
 */

/** A name of the API as the packet library takes it: escapes decoded, no trailing dot. */
export const wireName = (name: string): string =>
  Buffer.from(unescapeName(name.replace(/\.$/, '')), 'latin1').toString('utf8');

/** A name of the packet library in the API's stored form. */
export const parseWireName = (name: string): NameResult =>
  parseName(escapeOctets(Buffer.from(name).toString('latin1')));

const escapeOctets = (octets: string): string =>
  octets.replace(/[^!-[\]-~]/g, (octet) => `\\${octet.charCodeAt(0).toString(8).padStart(3, '0')}`);

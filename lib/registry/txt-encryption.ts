import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Labels } from '../endpoint/endpoint.ts';
import { unquoteText } from '../endpoint/txt-value.ts';
import { labelText, parseLabelText } from './txt-label.ts';

/** How the labels of an ownership row become the text of a TXT record, and back. */
export interface LabelCodec {
  /** Unquoted text. */
  encode(labels: Labels): string;
  /** The readable text of a stored value; the value itself where it is readable already. */
  decode(value: string): string;
  /** Whether a stored value has the form in which this codec writes. */
  writes(value: string): boolean;
}

/** Labels as they are, for everybody to read. */
export const plainText: LabelCodec = {
  encode: labelText,
  decode: (value) => value,
  writes: (value) => parseLabelText(value) !== undefined,
};

/**
 * AES-256-GCM over gzip, as ExternalDNS writes it (endpoint/crypto.go): base64 of nonce (12 bytes), ciphertext, tag
 * (16 bytes). Text that does not decrypt is taken as plain, so that encryption can be switched on in a living zone.
 */
export const encryptedText = (key: Buffer): LabelCodec => ({
  encode: (labels) => encrypt(key, labelText(labels)),
  decode: (value) => decrypt(key, value) ?? value,
  writes: (value) => decrypt(key, value) !== undefined,
});

/** Whether a stored value may be ownership that another key, or none that we have, made unreadable. */
export function looksEncrypted(value: string): boolean {
  const text = unquoteText(value);
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > nonceBytes + tagBytes + gzipBytes && bytes.toString('base64') === text;
}

/** The key as `--txt-encrypt-aes-key` gives it: 32 bytes as they are, or their base64. Undefined when it is neither. */
export function parseAesKey(text: string): Buffer | undefined {
  const raw = Buffer.from(text);
  if (raw.length === 32) return raw;
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === 32 && decoded.toString('base64') === text ? decoded : undefined;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Header and trailer of gzip (RFC 1952 section 2.3). */
const gzipBytes = 18;

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(gzipSync(text, { level: 9 })), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: Buffer, value: string): string | undefined {
  const stored = Buffer.from(unquoteText(value), 'base64');
  if (stored.length <= nonceBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, nonceBytes));
    decipher.setAuthTag(stored.subarray(-tagBytes));
    const body = decipher.update(stored.subarray(nonceBytes, -tagBytes));
    return gunzipSync(Buffer.concat([body, decipher.final()])).toString();
  } catch {
    return undefined;
  }
}

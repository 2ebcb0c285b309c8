import { createCipheriv, createDecipheriv } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * Ownership rows as ExternalDNS documents and writes them (docs/registry/txt.md, endpoint/labels.go, endpoint/crypto.go),
 * made here without any code of the product.
 */
export const upstreamText = (owner: string, resource: string): string =>
  `heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}`;

/** The key of `upstreamVector`, as `--txt-encrypt-aes-key`. */
export const upstreamKey = '01234567890123456789012345678901';

/** What ExternalDNS itself made of `upstreamText('my-cluster', 'ingress/default/web')` with that key. */
export const upstreamVector =
  'MDAwMDAwMDAwMDAwpRPLrD9irQsSS093S3Jxk3lHHMa5JpSWIZ4RjKL23qF/qTPBtbTnUmWDU6RVS6FoBcGkGeLOrlS+02AreuCZgGzF0GpumcRcaox7TTvQZR03BY1dHrutBAqoLOy2NMIVVCsYiPMgExtb9Gcqtk12';

/** Nonce (12 bytes), ciphertext of the gzipped text, tag (16 bytes), in base64. */
export function upstreamEncrypted(text: string): string {
  const nonce = Buffer.from('000000000000');
  const cipher = createCipheriv('aes-256-gcm', upstreamKey, nonce);
  const body = Buffer.concat([cipher.update(gzipSync(text, { level: 9 })), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64');
}

/** Throws for what ExternalDNS could not read. */
export function upstreamDecrypted(encoded: string): string {
  const bytes = Buffer.from(encoded, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', upstreamKey, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return gunzipSync(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])).toString();
}

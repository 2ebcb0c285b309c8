import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoteText } from '../../../lib/endpoint/txt-value.ts';
import { encryptedText, looksEncrypted, parseAesKey, plainText } from '../../../lib/registry/txt-encryption.ts';
import { parseLabelText } from '../../../lib/registry/txt-label.ts';

const key = Buffer.from('01234567890123456789012345678901');

/** What ExternalDNS itself stored with that key. */
const vector =
  'MDAwMDAwMDAwMDAwpRPLrD9irQsSS093S3Jxk3lHHMa5JpSWIZ4RjKL23qF/qTPBtbTnUmWDU6RVS6FoBcGkGeLOrlS+02AreuCZgGzF0GpumcRcaox7TTvQZR03BY1dHrutBAqoLOy2NMIVVCsYiPMgExtb9Gcqtk12';

describe('encryptedText', () => {
  const codec = encryptedText(key);

  it.each([
    ['as it is', vector],
    ['in quotes', `"${vector}"`],
    ['in two strings', `"${vector.slice(0, 100)}" "${vector.slice(100)}"`],
  ])('reads what ExternalDNS wrote, %s', (_, value) => {
    expect(codec.decode(value)).toBe(
      'heritage=external-dns,external-dns/owner=my-cluster,external-dns/resource=ingress/default/web',
    );
  });

  it.each([
    ['plain ownership text, from before encryption', '"heritage=external-dns,external-dns/owner=me"'],
    ['any other text', '"v=spf1 -all"'],
    ['text too short to be encrypted', '"MDAw"'],
    ['text of another key', `"${encryptedText(Buffer.alloc(32, 7)).encode({ owner: 'me' })}"`],
    ['a text that somebody changed', `"${vector.slice(0, -4)}AAAA"`],
  ])('leaves %s as it is', (_, value) => {
    expect(codec.decode(value)).toBe(value);
  });

  it('writes the same labels differently each time, so that equal rows do not show', () => {
    expect(codec.encode({ owner: 'me' })).not.toBe(codec.encode({ owner: 'me' }));
  });

  it('law: labels read back from their encrypted text', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => !text.includes(','));
    fc.assert(
      fc.property(value, value, (owner, resource) => {
        const stored = quoteText(codec.encode({ owner, resource }));
        expect(parseLabelText(codec.decode(stored))).toEqual({ owner, resource });
        expect(parseLabelText(plainText.decode(stored))).toBeUndefined();
      }),
    );
  });
});

describe('looksEncrypted', () => {
  const base64 = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64');

  it.each([
    ['what ExternalDNS wrote', true, vector],
    ['the same in quotes', true, `"${vector}"`],
    ['the shortest text that holds more than nonce, tag and the frame of gzip', true, base64(47)],
    ['a text that holds no more than those', false, base64(46)],
    ['base64 without padding', false, base64(47).replace('=', '')],
    ['words', false, 'word '.repeat(30)],
  ])('of %s: %p', (_, answer, value) => {
    expect(looksEncrypted(value)).toBe(answer);
  });
});

describe('parseAesKey', () => {
  it.each([
    ['32 bytes as they are', '01234567890123456789012345678901'],
    ['32 bytes in base64', key.toString('base64')],
  ])('takes %s', (_, text) => {
    expect(parseAesKey(text)).toEqual(key);
  });

  it('counts bytes, not characters', () => {
    expect(parseAesKey('é'.repeat(16))).toEqual(Buffer.from('é'.repeat(16)));
  });

  it.each([
    ['31 bytes', '0123456789012345678901234567890'],
    ['the base64 of 31 bytes', Buffer.alloc(31).toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['URL-safe base64', Buffer.alloc(32, 255).toString('base64url')],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseAesKey(text)).toBeUndefined();
  });
});

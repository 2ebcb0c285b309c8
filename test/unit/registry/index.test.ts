import { describe, expect, it } from '@jest/globals';
import { registryOf } from '../../../lib/registry/index.ts';
import { configured } from '../../support/parsed-config.ts';
import { stored, wish } from '../../support/zone-records.ts';

const key = '01234567890123456789012345678901';

/** The row that a new record of `*.ex.com` would get. */
function rowUnder(...flags: readonly string[]) {
  const { rows } = registryOf(configured(...flags), 'me').read([]);
  return rows({ action: 'Create', endpoint: wish({ dnsName: '*.ex.com' }) }).add[0];
}

describe('registryOf', () => {
  it('is the noop registry where there is no owner', () => {
    expect(registryOf(configured('--registry=noop'), undefined).name).toBe('noop');
    expect(registryOf(configured(), 'me').name).toBe('txt');
  });

  it.each([
    ['the default names', [], 'a-*.ex.com'],
    ['--txt-prefix', ['--txt-prefix=own.'], 'own.a-*.ex.com'],
    ['--txt-suffix', ['--txt-suffix=-own'], 'a-*-own.ex.com'],
    ['--txt-wildcard-replacement', ['--txt-wildcard-replacement=any'], 'a-any.ex.com'],
  ])('names rows with %s', (_, flags, name) => {
    expect(rowUnder(...flags)?.dnsName).toBe(name);
  });

  it('writes the owner and the object in plain text', () => {
    expect(rowUnder()?.targets).toEqual([
      '"heritage=external-dns,external-dns/owner=me,external-dns/resource=service/shop/web"',
    ]);
  });

  it('encrypts where it is told to, and reads it again with the key alone', () => {
    const row = rowUnder('--txt-encrypt-enabled', `--txt-encrypt-aes-key=${key}`);
    expect(row?.targets[0]).not.toContain('heritage');
    const record = stored(wish({ dnsName: '*.ex.com' }));
    const keyOnly = registryOf(configured(`--txt-encrypt-aes-key=${key}`), 'me');
    const records = row === undefined ? [] : [record, stored(row)];
    expect(keyOnly.read(records).records).toMatchObject([{ ownership: { state: 'owned', owner: 'me' } }]);
    expect(registryOf(configured(), 'me').read(records).records).toHaveLength(2);
  });

  it('writes plain text where there is a key and no --txt-encrypt-enabled', () => {
    expect(rowUnder(`--txt-encrypt-aes-key=${key}`)?.targets[0]).toContain('heritage=external-dns');
  });
});

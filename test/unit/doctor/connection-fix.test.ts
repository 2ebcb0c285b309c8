import { describe, expect, it } from '@jest/globals';
import type { ClusterRoute } from '../../../lib/cluster/choose-access.ts';
import { connectionFix } from '../../../lib/doctor/connection-fix.ts';

const file: ClusterRoute = { kind: 'file' };
const eks: ClusterRoute = {
  kind: 'eks',
  eks: { name: 'shop', region: undefined, profile: undefined, role: undefined, server: undefined },
};

describe('what mends a connection', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'use the certificate authority of https://c.test'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'use the certificate authority of https://c.test'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'use the certificate authority of https://c.test'],
    ['CERT_SIGNATURE_FAILURE', 'use the certificate authority of https://c.test'],
    ['CERT_HAS_EXPIRED', 'renew the certificate of https://c.test'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'use a name of the server that its certificate has'],
    ['ENOTFOUND', 'correct the name of the server'],
    ['ECONNREFUSED', 'correct the port'],
    ['ETIMEDOUT', 'let the function reach the server'],
  ])('that failed with %s', (code, fix) => {
    const cause = Object.assign(new Error('failed'), { code });
    expect(connectionFix(cause, 'https://c.test', file)).toContain(fix);
  });

  it('that ends at a server of another kind is the address', () => {
    expect(connectionFix(new SyntaxError('Unexpected token'), 'https://c.test', eks)).toBe(
      'correct the address: something else than an API server answers at https://c.test',
    );
  });

  it('that an EKS cluster leaves unanswered is its public endpoint', () => {
    const cause = new Error('no whole answer within 30000 ms');
    expect(connectionFix(cause, 'https://c.test', eks)).toContain('update-cluster-config --name shop');
  });
});

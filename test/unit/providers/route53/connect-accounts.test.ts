import { describe, expect, it } from '@jest/globals';
import { type AccountSettings, connectAccounts } from '../../../../lib/providers/route53/connect-accounts.ts';

const settings: AccountSettings = {
  profiles: [],
  role: undefined,
  zoneRoles: [],
  externalId: undefined,
  maxAttempts: 1,
  requestsPerSecond: 4,
  region: undefined,
};

const role = 'arn:aws:iam::111122223333:role/dns';
const other = 'arn:aws:iam::444455556666:role/dns';

const told = (changes: Partial<AccountSettings>) =>
  connectAccounts({ ...settings, ...changes }).accounts.map(({ name, zoneId }) => [zoneId ?? 'all', name]);

describe('the accounts that a run serves', () => {
  it.each<readonly [string, Partial<AccountSettings>, readonly (readonly [string, string])[]]>([
    ['its own', {}, [['all', 'the usual AWS credentials']]],
    ['its own, where the one profile is empty', { profiles: [''] }, [['all', 'the usual AWS credentials']]],
    [
      'one for each profile',
      { profiles: ['shop', 'bank'] },
      [
        ['all', 'the AWS profile shop'],
        ['all', 'the AWS profile bank'],
      ],
    ],
    [
      'that of a role, with each profile',
      { profiles: ['shop', 'bank'], role: { arn: role } },
      [
        ['all', `the role ${role}, taken on with the AWS profile shop`],
        ['all', `the role ${role}, taken on with the AWS profile bank`],
      ],
    ],
    [
      'its own, that of a role, and zones of another',
      { zoneRoles: [role, `Z1=${other}`, `/hostedzone/Z2=${other}`] },
      [
        ['all', 'the usual AWS credentials'],
        ['all', `the role ${role}`],
        ['Z1', `the role ${other}`],
        ['Z2', `the role ${other}`],
      ],
    ],
  ])('are %s', (_, changes, expected) => {
    expect(told(changes)).toEqual(expected);
  });

  it('have one client for each role, however many zones name it', () => {
    const { accounts } = connectAccounts({ ...settings, zoneRoles: [role, `Z1=${role}`, `Z2=${other}`] });
    expect(new Set(accounts.map(({ client }) => client)).size).toBe(3);
  });
});

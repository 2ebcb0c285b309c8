import { describe, expect, it } from '@jest/globals';
import { accountsIn, requestIdsIn, withoutIdentifiers } from '../../../lib/events/identifiers.ts';

const id = '0d9e8c1a-4b3c-4d5e-8f60-112233445566';

describe('a text with', () => {
  it.each<readonly [title: string, text: string, cleaned: string, accounts: readonly string[], ids: readonly string[]]>(
    [
      [
        'ARNs loses their account numbers',
        'User: arn:aws:sts::123456789012:assumed-role/sync/run is not authorized on arn:aws-cn:iam::210987654321:role/x',
        'User: arn:aws:sts::…:assumed-role/sync/run is not authorized on arn:aws-cn:iam::…:role/x',
        ['123456789012', '210987654321'],
        [],
      ],
      ['an account in words loses it', 'not in account 123456789012.', 'not in account ….', ['123456789012'], []],
      ['a request id loses it', `Rate exceeded (Request ID: ${id})`, 'Rate exceeded', [], [id]],
      [
        "a request id in the Go SDK's words loses it",
        `400, RequestID: ${id}, InvalidInput`,
        '400, InvalidInput',
        [],
        [id],
      ],
      [
        'twelve digits in a name keeps them',
        'the name 123456789012.example.org',
        'the name 123456789012.example.org',
        [],
        [],
      ],
      [
        'twelve digits in a value keeps them',
        `encountered with '"123456789012"'`,
        `encountered with '"123456789012"'`,
        [],
        [],
      ],
      ['a zone keeps it', 'arn:aws:route53:::hostedzone/Z1', 'arn:aws:route53:::hostedzone/Z1', [], []],
    ],
  )('%s', (_, text, cleaned, accounts, ids) => {
    expect(withoutIdentifiers(text)).toBe(cleaned);
    expect(accountsIn(text)).toEqual(accounts);
    expect(requestIdsIn(text)).toEqual(ids);
  });
});

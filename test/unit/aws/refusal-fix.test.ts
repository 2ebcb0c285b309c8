import { expect, it } from '@jest/globals';
import { refusalFix } from '../../../lib/aws/explain-aws-error.ts';

it.each([
  ['AccessDenied', 'allow route53:ListHostedZones on *'],
  ['ExpiredToken', 'renew the AWS credentials'],
  ['InvalidClientTokenId', 'renew the AWS credentials'],
])('a call that is refused as %s is mended so: %s', (name, fix) => {
  const error = Object.assign(new Error('refused'), { name });
  expect(refusalFix(error, 'allow route53:ListHostedZones on *')).toBe(fix);
});

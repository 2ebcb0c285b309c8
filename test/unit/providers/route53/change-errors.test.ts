import { InvalidChangeBatch, Route53ServiceException } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import {
  codeOf,
  failureText,
  isAboutContent,
  isZoneFull,
  namedTransactions,
  textOf,
} from '../../../../lib/providers/route53/change-errors.ts';
import { creations } from './transaction-fixture.ts';

const alias = { alias: 'true', 'aws/target-hosted-zone': 'ZPUB', 'aws/evaluate-target-health': 'false' };

/** The innocent ones bear names that complaints about others might be mistaken for. */
const batch = creations(
  { dnsName: 'bad.example.org' },
  { dnsName: '*.example.org' },
  { dnsName: 'points.example.org', targets: ['target.example.org'], providerSpecific: alias },
  { dnsName: 'also.example.org', targets: ['bad.example.org'], providerSpecific: alias },
  { dnsName: 'target.example.org' },
  { dnsName: 'us-east-1' },
  { dnsName: 'a-bad.example.org', recordType: 'CNAME', targets: ['lb.example.net'] },
  { dnsName: 'already' },
);

const metadata = { $metadata: { httpStatusCode: 400 } };
const refusal = (message: string) => new InvalidChangeBatch({ message, ...metadata });
const blamed = (error: unknown) => [...namedTransactions(error, batch)].map(([{ dnsName }]) => dnsName).sort();

describe('a complaint that names a record', () => {
  it.each([
    "Tried to create resource record set [name='bad.example.org.', type='A'] but it already exists",
    "Tried to create resource record set [name='a-bad.example.org.', type='TXT'] but it already exists",
    "Tried to create resource record set [name='bad.example.org.', type='A', set-identifier='Default'] but it already exists",
    "Tried to delete resource record set [name='bad.example.org.', type='A'] but it was not found",
    "Tried to delete resource record set [name='a-bad.example.org.', type='TXT', set-identifier='blue'] but it was not found",
    "Tried to delete resource record set [name='bad.example.org.', type='A'] but the values provided do not match the current values",
    'RRSet of type A with DNS name bad.example.org. is not permitted as it conflicts with other records with the same DNS name in zone example.org.',
    'RRSet of type A with DNS name bad.example.org. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.org.',
    'RRSet of type A with DNS name bad.example.org. is not permitted at apex in zone example.org.',
    'RRSet with DNS name bad.example.org. is not permitted in zone example.org.',
    'RRSet with DNS name bad.example.org., type A, SetIdentifier s cannot be created as a non-weighted set exists with the same name and type.',
    'RRSet with DNS name a-bad.example.org., type TXT, SetIdentifier s, and Region Name=us-east-1 cannot be created because a latency RRSet with the same name, type and region already exists.',
    'RRSet with DNS name a-bad.example.org., type TXT, SetIdentifier s cannot be created because a non multivalue answer rrset exists with the same name and type.',
    'RRSet with DNS name bad.example.org., type A cannot be created as other RRSets exist with the same name and type.',
    'RRSet with DNS name bad.example.org. and type A, SetIdentifier s cannot be created as weighted sets must contain the same TTL.',
    "The request contains an invalid set of changes for a resource record set 'A bad.example.org.'",
    'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=CREATE, Name=bad.example.org., Type=A, SetIdentifier=null]',
    "Invalid request: Missing field 'SetIdentifier' in Change with [Action=UPSERT, Name=bad.example.org., Type=A, SetIdentifier=null]",
    'Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none in Change with [Action=DELETE, Name=bad.example.org., Type=A, SetIdentifier=s]',
  ])('blames it alone: %s', (message) => {
    expect(blamed(refusal(`[${message}]`))).toEqual(['bad.example.org']);
    expect([...namedTransactions(refusal(`[${message}]`), batch).values()]).toEqual([message]);
  });

  it('understands an escaped name', () => {
    const message = "[Tried to create resource record set [name='\\052.example.org.', type='A'] but it already exists]";
    expect(blamed(refusal(message))).toEqual(['*.example.org']);
  });

  it.each([
    'Tried to create an alias that targets target.example.org., type A in zone ZPUB, but the alias target name does not lie within the target zone',
    'Tried to create an alias that targets target.example.org., type A in zone ZPUB, but that target was not found',
  ])('blames the alias, not the record that it points at: %s', (message) => {
    expect(blamed(refusal(`[${message}]`))).toEqual(['points.example.org']);
  });
});

const exists = (name: string) =>
  `Tried to create resource record set [name='${name}.', type='A'] but it already exists`;

describe('several complaints', () => {
  const both = [
    exists('bad.example.org'),
    'RRSet with DNS name already., type A, SetIdentifier s cannot be created as a non-weighted set exists.',
  ];

  it.each([
    ['in one bracketed text', refusal(`[${both.join(', ')}]`)],
    ['as a list', new InvalidChangeBatch({ message: 'UnknownError', messages: both, ...metadata })],
  ])('each go to their own record, %s', (_, error) => {
    expect([...namedTransactions(error, batch)].map(([{ dnsName }, text]) => [dnsName, text])).toEqual([
      ['already', both[1]],
      ['bad.example.org', both[0]],
    ]);
    expect(textOf(error)).toBe(both.join(', '));
  });
});

describe('a complaint that names no record', () => {
  it.each([
    `Invalid Resource Record: FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"long"'`,
    `Invalid Resource Record: FATAL problem: CharacterStringTooLong (Value is too long) encountered with '"x', ${exists('bad.example.org')}, it's"'`,
    "FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''",
    "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with '.sub.bad.example.org'",
    `1 validation error detected: Value '${exists('bad.example.org')}' at 'changeBatch.changes.1.member.resourceRecordSet.setIdentifier' failed to satisfy constraint: Member must have length less than or equal to 128`,
    'RDATA character limit of 32000 exceeded.',
    'Number of records limit of 1000 exceeded.',
    'Cannot have more than 100 records in a RRSet.',
    'Cannot have more than 4000 changes in a batch.',
  ])('blames nobody, whatever the value says: %s', (message) => {
    expect(blamed(refusal(`[${message}]`))).toEqual([]);
  });
});

const answer = (name: string, message: string) =>
  new Route53ServiceException({ name, message, $fault: 'client', ...metadata });

describe('an error', () => {
  it.each([
    ['InvalidChangeBatch', true],
    ['InvalidInput', true],
    ['NoSuchHealthCheck', true],
    ['Throttling', false],
    ['PriorRequestNotComplete', false],
    ['AccessDenied', false],
    ['NoSuchHostedZone', false],
    ['ServiceUnavailable', false],
    ['LimitsExceeded', false],
  ])('%s speaks of the content of a batch: %s', (name, expected) => {
    expect(isAboutContent(answer(name, 'text'))).toBe(expected);
  });

  it('of a full zone is known by its text', () => {
    expect(isZoneFull(refusal('[Exceeded limit on number of RRSets in zone example.org.]'))).toBe(true);
    expect(isZoneFull(refusal('[Number of records limit of 1000 exceeded.]'))).toBe(false);
  });

  const refused = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' });
  it.each([
    [
      'of the service is an answer',
      answer('Throttling', 'Rate exceeded'),
      'Route 53 answered Throttling: Rate exceeded',
    ],
    ['on the way is none', refused, 'Route 53 could not be asked (ECONNREFUSED): connect ECONNREFUSED 192.0.2.1:443'],
    [
      'of several addresses speaks of one',
      Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' }),
      'Route 53 could not be asked (ECONNREFUSED): connect ECONNREFUSED 192.0.2.1:443',
    ],
    ['that is no Error is told too', 'odd', 'Route 53 could not be asked (UnknownError): odd'],
  ])('%s', (_, error, text) => {
    expect(failureText(error, textOf(error))).toBe(text);
  });

  it('has the code of the service before that of the system', () => {
    expect(codeOf(answer('AccessDenied', 'no'))).toBe('AccessDenied');
  });
});

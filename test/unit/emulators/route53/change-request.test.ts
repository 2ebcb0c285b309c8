import { describe, expect, it } from '@jest/globals';
import { readChangeBatch } from '../../../../lib/emulators/route53/change-request.ts';
import { parseXml } from '../../../../lib/emulators/route53/xml.ts';

const batch = (...changes: readonly string[]) =>
  parseXml(
    `<?xml version="1.0"?>\n<r:ChangeResourceRecordSetsRequest xmlns:r="https://route53.amazonaws.com/doc/2013-04-01/">
      <r:ChangeBatch><r:Changes>${changes.map((change) => `<r:Change>${change}</r:Change>`).join('\n')}</r:Changes></r:ChangeBatch>
    </r:ChangeResourceRecordSetsRequest>`.replaceAll('r:', ''),
  );
const set = (inner: string) =>
  `<Action>CREATE</Action><ResourceRecordSet><Name>a.b</Name><Type>A</Type>${inner}</ResourceRecordSet>`;

describe('a request body', () => {
  it('is read with references decoded once and values untrimmed', () => {
    const inner =
      '<TTL>60</TTL> <ResourceRecords><ResourceRecord><Value> &quot;&amp;lt; &#228;&#xE4;&quot;</Value></ResourceRecord></ResourceRecords>';
    expect(readChangeBatch(batch(set(inner))).changes).toEqual([
      {
        Action: 'CREATE',
        ResourceRecordSet: { Name: 'a.b', Type: 'A', TTL: 60, ResourceRecords: [{ Value: ' "&lt; ää"' }] },
      },
    ]);
  });

  it.each([
    [
      'TTL above its range',
      set('<TTL>2147483648</TTL>'),
      "1 validation error detected: Value '2147483648' at 'changeBatch.changes.1.member.resourceRecordSet.tTL' failed to satisfy constraint: Member must have value less than or equal to 2147483647",
    ],
    [
      'weight above its range',
      set('<Weight>256</Weight>'),
      "1 validation error detected: Value '256' at 'changeBatch.changes.1.member.resourceRecordSet.weight' failed to satisfy constraint: Member must have value less than or equal to 255",
    ],
    [
      'an empty set identifier',
      set('<SetIdentifier></SetIdentifier>'),
      "1 validation error detected: Value '' at 'changeBatch.changes.1.member.resourceRecordSet.setIdentifier' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a value of 4,001 characters',
      set(`<ResourceRecords><ResourceRecord><Value>${'x'.repeat(4001)}</Value></ResourceRecord></ResourceRecords>`),
      `1 validation error detected: Value '${'x'.repeat(4001)}' at 'changeBatch.changes.1.member.resourceRecordSet.resourceRecords.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 4000`,
    ],
    [
      'an unknown element',
      set('<Colour>red</Colour>'),
      "Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting with element 'Colour'.",
    ],
    [
      'a TTL that is no number',
      set('<TTL>soon</TTL>'),
      "Invalid XML ; cvc-datatype-valid.1.2.1: 'soon' is not a valid value for 'integer'.",
    ],
    [
      'an unfinished alias',
      set('<AliasTarget><HostedZoneId>Z</HostedZoneId><DNSName>a.b</DNSName></AliasTarget>'),
      "Invalid XML ; cvc-complex-type.2.4.b: The content of element 'AliasTarget' is not complete. One of '{\"https://route53.amazonaws.com/doc/2013-04-01/\":EvaluateTargetHealth}' is expected.",
    ],
    [
      'records without any',
      set('<ResourceRecords></ResourceRecords>'),
      "Invalid XML ; cvc-complex-type.2.4.b: The content of element 'ResourceRecords' is not complete. One of '{\"https://route53.amazonaws.com/doc/2013-04-01/\":ResourceRecord}' is expected.",
    ],
  ])('is InvalidInput for %s', (_, change, message) => {
    expect(() => readChangeBatch(batch(change))).toThrow(expect.objectContaining({ code: 'InvalidInput', message }));
  });

  it('is InvalidInput with every broken constraint counted', () => {
    const wrong = '<Action>MERGE</Action><ResourceRecordSet><Name>a.b</Name><Type>B</Type></ResourceRecordSet>';
    expect(() => readChangeBatch(batch(set('<TTL>1</TTL>'), wrong))).toThrow(
      /^2 validation errors detected: Value 'MERGE' at 'changeBatch.changes.2.member.action' .*; Value 'B' at/,
    );
  });
});

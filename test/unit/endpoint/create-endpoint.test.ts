import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEndpoints } from '../../../lib/endpoint/create-endpoint.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';

const shared = {
  labels: { resource: 'service/shop/web' },
  providerSpecific: { 'aws/weight': '1' },
  refs: [serviceReference()],
};
const create = (dnsName: string, targets: readonly string[]) => createEndpoints({ ...shared, dnsName, targets });
const label64 = 'x'.repeat(64);

describe('createEndpoints', () => {
  it('makes one endpoint for each type of target, in the order A, AAAA, CNAME', () => {
    const { endpoints, refusals } = createEndpoints({
      ...shared,
      dnsName: 'a.example.org.',
      targets: ['lb.example.net.', '2001:DB8::1', '192.0.2.2', '192.0.2.1', 'b.example.net'],
      ttl: 60,
      setIdentifier: 'blue',
    });
    const common = { ...shared, dnsName: 'a.example.org', ttl: 60, setIdentifier: 'blue' };
    expect(endpoints).toEqual([
      { ...common, recordType: 'A', targets: ['192.0.2.2', '192.0.2.1'] },
      { ...common, recordType: 'AAAA', targets: ['2001:DB8::1'] },
      { ...common, recordType: 'CNAME', targets: ['lb.example.net', 'b.example.net'] },
    ]);
    expect(refusals).toEqual([]);
  });

  it('gives each endpoint properties of its own', () => {
    const [first, second] = create('a.example.org', ['192.0.2.1', '2001:db8::1']).endpoints;
    expect(first?.providerSpecific).toEqual(second?.providerSpecific);
    expect(first?.providerSpecific).not.toBe(second?.providerSpecific);
  });

  it.each([
    ['', 'the name is empty'],
    ['.', 'the name is empty'],
    ['${APP}.example.org', 'the name "${APP}.example.org" holds the unresolved variable ${APP}'],
    ['$(APP).example.org', 'the name "$(APP).example.org" holds the unresolved variable $(APP)'],
    ['a b.example.org', 'the name "a b.example.org" holds white space or a control character'],
    ['<no value>.example.org', 'the name "<no value>.example.org" holds white space or a control character'],
    ['a\u0000.example.org', 'the name "a\\u0000.example.org" holds white space or a control character'],
    ['https://app.example.org', 'the name "https://app.example.org" holds the character :'],
    ['app.example.org/shop', 'the name "app.example.org/shop" holds the character /'],
    ['a.example.org;b.example.org', 'the name "a.example.org;b.example.org" holds the character ;'],
    ['a..b', 'the name "a..b" holds an empty label'],
    ['.example.org', 'the name ".example.org" holds an empty label'],
    ['a.example.org..', 'the name "a.example.org." holds an empty label'],
    [`${label64}.org`, `the name "${label64}.org" holds a label of more than 63 octets: ${label64}`],
    [`${'ab.'.repeat(84)}org`, `the name "${'ab.'.repeat(84)}org" is longer than 253 octets`],
  ])('refuses the name %j, and says: %s', (dnsName, problem) => {
    const { endpoints, refusals } = create(dnsName, ['192.0.2.1']);
    expect(endpoints).toEqual([]);
    expect(refusals).toEqual([
      expect.objectContaining({
        targets: ['192.0.2.1'],
        refs: shared.refs,
        cause: expect.objectContaining({ code: 'InvalidName', problem }),
      }),
    ]);
  });

  it.each([
    '*.example.org',
    '_sip._tcp.example.org',
    `${'x'.repeat(63)}.org`,
    `${'ü'.repeat(40)}.de`,
    'A.Example.Org',
    ' a.example.org ',
  ])('accepts the name %j', (dnsName) => {
    expect(create(dnsName, ['192.0.2.1'])).toEqual({
      endpoints: [expect.objectContaining({ dnsName: dnsName.trim() })],
      refusals: [],
    });
  });

  it.each([
    ['', 'a target is empty'],
    ['   ', 'a target is empty'],
    ['${LB}', 'the target "${LB}" holds the unresolved variable ${LB}'],
    ['lb example.net', 'the target "lb example.net" holds white space or a control character'],
    ['lb..example.net', 'the target "lb..example.net" holds an empty label'],
  ])('refuses the target %j alone, and publishes the others', (target, problem) => {
    const { endpoints, refusals } = create('a.example.org', ['192.0.2.1', target]);
    expect(endpoints).toEqual([expect.objectContaining({ recordType: 'A', targets: ['192.0.2.1'] })]);
    expect(refusals).toEqual([
      expect.objectContaining({
        dnsName: 'a.example.org',
        cause: expect.objectContaining({ code: 'InvalidTarget', problem }),
      }),
    ]);
  });

  it('refuses a name without any target', () => {
    expect(create('a.example.org', [])).toEqual({
      endpoints: [],
      refusals: [expect.objectContaining({ cause: expect.objectContaining({ code: 'NoTargets' }) })],
    });
  });

  it('refuses more targets of one type than a record set holds, as a fault of the object, which keeps its record', () => {
    const addresses = Array.from({ length: 401 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
    const { endpoints, refusals } = create('a.example.org', addresses);
    expect(endpoints).toEqual([]);
    expect(refusals).toMatchObject([{ dnsName: 'a.example.org', targets: [], cause: { code: 'InvalidObject' } }]);
    const inBounds = [...addresses.slice(1), '2001:db8::1', '10.0.0.1'];
    expect(create('a.example.org', inBounds).endpoints.map(({ recordType }) => recordType)).toEqual(['A', 'AAAA']);
  });

  it('does not carry a text of any length from a refusal to whoever reads it', () => {
    const { refusals } = create('a.example.org', ['x'.repeat(100_000)]);
    expect(refusals).toHaveLength(1);
    expect(JSON.stringify(refusals).length).toBeLessThan(2000);
  });

  it('answers every target, whatever text it is: in an endpoint or in a refusal', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
        (dnsName, targets) => {
          const { endpoints, refusals } = create(dnsName, targets);
          const answered = [...endpoints, ...refusals].reduce((count, each) => count + each.targets.length, 0);
          expect(answered).toBe(targets.length);
        },
      ),
    );
  });
});

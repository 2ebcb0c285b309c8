import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change, RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { contents, create, exampleZone, plain, refusal, remove, upsert } from './batch-fixture.ts';

const a = plain('a.example.org.', 'A', '192.0.2.1', '192.0.2.2');
const txt = plain('a.example.org.', 'TXT', '"x"');
const cname = plain('c.example.org.', 'CNAME', 'a.example.org');
const blue: RecordSet = { ...plain('w.example.org.', 'A', '192.0.2.1'), SetIdentifier: 'blue', Weight: 1 };
const stored = [a, txt, cname, blue];

describe('a change that is refused', () => {
  it.each<[string, readonly Change[], readonly string[]]>([
    [
      'CREATE of a set that is there',
      [create(a)],
      ["Tried to create resource record set [name='a.example.org.', type='A'] but it already exists"],
    ],
    [
      'CREATE of a routed set that is there',
      [create(blue)],
      [
        "Tried to create resource record set [name='w.example.org.', type='A', set-identifier='blue'] but it already exists",
      ],
    ],
    [
      'DELETE of a set that is not there',
      [remove(plain('N.example.org', 'A', '192.0.2.1'))],
      ["Tried to delete resource record set [name='n.example.org.', type='A'] but it was not found"],
    ],
    [
      'DELETE without the set identifier',
      [remove(plain('w.example.org', 'A', '192.0.2.1'))],
      ["Tried to delete resource record set [name='w.example.org.', type='A'] but it was not found"],
    ],
    [
      'CNAME beside other types',
      [upsert(plain('a.example.org', 'CNAME', 'b'))],
      [
        'RRSet of type CNAME with DNS name a.example.org. is not permitted as it conflicts with other records with the same DNS name in zone example.org.',
      ],
    ],
    [
      'another type beside a CNAME',
      [create(plain('c.example.org', 'TXT', '"x"'))],
      [
        'RRSet of type TXT with DNS name c.example.org. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.org.',
      ],
    ],
    [
      'CNAME at the apex',
      [create(plain('example.org', 'CNAME', 'b'))],
      ['RRSet of type CNAME with DNS name example.org. is not permitted at apex in zone example.org.'],
    ],
    [
      'a name outside the zone',
      [create(plain('*.example.com', 'A', '192.0.2.1'))],
      ['RRSet with DNS name \\052.example.com. is not permitted in zone example.org.'],
    ],
    [
      'a name that only ends like the zone',
      [create(plain('anexample.org', 'A', '192.0.2.1'))],
      ['RRSet with DNS name anexample.org. is not permitted in zone example.org.'],
    ],
    [
      'an empty name',
      [create(plain('', 'A', '192.0.2.1'))],
      ["FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
    ],
    [
      'an empty label',
      [create(plain('.sub.example.org', 'A', '192.0.2.1'))],
      ["FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with '.sub.example.org'"],
    ],
    [
      'the same set twice',
      [create(plain('n.example.org', 'TXT', '"1"')), create(plain('N.example.org', 'TXT', '"2"'))],
      ["The request contains an invalid set of changes for a resource record set 'TXT n.example.org.'"],
    ],
    [
      'CREATE before DELETE of one set',
      [create(a), remove(a)],
      ["The request contains an invalid set of changes for a resource record set 'A a.example.org.'"],
    ],
    [
      'taking the zone its SOA',
      [
        remove(
          plain('example.org', 'SOA', 'ns-1.emulated.example. hostmaster.emulated.example. 1 7200 900 1209600 86400'),
        ),
      ],
      [
        "Tried to delete resource record set [name='example.org.', type='SOA'] but the values provided do not match the current values",
      ],
    ],
    [
      'a wildcard delegation',
      [create(plain('*.example.org', 'NS', 'ns.example.net'))],
      ['RRSet of type NS with DNS name \\052.example.org. is not permitted in zone example.org.'],
    ],
    [
      'a second SOA',
      [create(plain('a.example.org', 'SOA', 'n. h. 1 2 3 4 5'))],
      ['RRSet of type SOA with DNS name a.example.org. is not permitted in zone example.org.'],
    ],
  ])('%s', (_, changes, messages) => {
    const zone = exampleZone(...stored);
    expect(refusal(zone, ...changes)).toEqual({ code: 'InvalidChangeBatch', messages });
    expect(contents(zone)).toEqual(contents(exampleZone(...stored)));
  });

  it.each<[string, RecordSet]>([
    ['TTL', { ...a, TTL: 60 }],
    ['value', plain('a.example.org', 'A', '192.0.2.1')],
    ['health check', { ...a, HealthCheckId: 'h' }],
    ['weight', { ...blue, Weight: 2 }],
  ])('DELETE with another %s', (_, set) => {
    expect(refusal(exampleZone(...stored), remove(set))?.messages).toEqual([
      expect.stringMatching(/^Tried to delete .* but the values provided do not match the current values$/),
    ]);
  });

  it('is listed together with every other, and nothing of the batch is done', () => {
    const zone = exampleZone(...stored);
    const good = create(plain('good.example.org', 'A', '192.0.2.1'));
    const gone = remove(plain('gone.example.org', 'A', '192.0.2.1'));
    expect(refusal(zone, good, create(a), gone, create(txt))?.messages).toHaveLength(3);
    expect(contents(zone)).toEqual(contents(exampleZone(...stored)));
  });

  it('is refused as a whole when the zone would lose its SOA or its NS set', () => {
    const zone = exampleZone();
    expect(refusal(zone, ...zone.sorted().map(remove))?.messages).toEqual([
      'A HostedZone must contain exactly one SOA record.',
      'A HostedZone must contain at least one NS record for the zone itself.',
    ]);
  });
});

describe('a batch that is accepted', () => {
  it('stores names lower-case and escaped, and values as sent', () => {
    const zone = exampleZone();
    expect(refusal(zone, create(plain('*.API.example.org', 'CNAME', 'Target.Example.NET')))).toBeUndefined();
    expect(contents(zone)).toEqual([plain('\\052.api.example.org.', 'CNAME', 'Target.Example.NET')]);
  });

  it('deletes a set whose values come in another order', () => {
    const zone = exampleZone(a);
    expect(refusal(zone, remove(plain('A.example.org', 'A', '192.0.2.2', '192.0.2.1')))).toBeUndefined();
    expect(contents(zone)).toEqual([]);
  });

  it('may delete and create one set again', () => {
    const zone = exampleZone(a);
    const next = plain('a.example.org.', 'A', '192.0.2.9');
    expect(refusal(zone, remove(a), create(next))).toBeUndefined();
    expect(contents(zone)).toEqual([next]);
  });

  it('may replace a CNAME by an address, as the deletion goes first', () => {
    const zone = exampleZone(cname);
    const next = plain('c.example.org.', 'A', '192.0.2.9');
    expect(refusal(zone, remove(cname), create(next))).toBeUndefined();
    expect(contents(zone)).toEqual([next]);
  });

  it('may upsert a set that is not there', () => {
    const zone = exampleZone();
    expect(refusal(zone, upsert(a))).toBeUndefined();
    expect(contents(zone)).toEqual([a]);
  });

  it('leaves exactly what the changes say, whatever they are', () => {
    const name = fc.constantFrom('a', 'b', 'c').map((label) => `${label}.example.org.`);
    const set = fc
      .record({ name, value: fc.constantFrom('192.0.2.1', '192.0.2.2') })
      .map((part) => plain(part.name, 'A', part.value));
    const step = fc.record({ Action: fc.constantFrom('CREATE', 'UPSERT', 'DELETE'), ResourceRecordSet: set });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const zone = exampleZone();
        const model = new Map<string, RecordSet>();
        for (const step of steps) {
          const before = model.get(step.ResourceRecordSet.Name);
          const same = JSON.stringify(before) === JSON.stringify(step.ResourceRecordSet);
          const allowed = step.Action === 'UPSERT' || (step.Action === 'CREATE' ? before === undefined : same);
          expect(refusal(zone, step as Change) === undefined).toBe(allowed);
          if (allowed && step.Action === 'DELETE') model.delete(step.ResourceRecordSet.Name);
          else if (allowed) model.set(step.ResourceRecordSet.Name, step.ResourceRecordSet);
        }
        expect(contents(zone)).toEqual([...model.values()].toSorted((x, y) => (x.Name < y.Name ? -1 : 1)));
      }),
    );
  });
});

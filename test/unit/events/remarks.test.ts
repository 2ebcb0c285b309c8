import { describe, expect, it } from '@jest/globals';
import { type Remark, remarkEvents } from '../../../lib/events/remarks.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { causes, created, deleted, placed, skipped } from './result-fixture.ts';

const badTtl = 'the annotation dns/ttl says "soon", which is no TTL; write seconds';
const remark = (problem: string, name = 'web'): Remark => ({ ref: serviceReference(name), problem });

describe('what of an object’s wishes is not used', () => {
  it('is a Warning on that object, with the names that it is about', () => {
    expect(remarkEvents([remark(badTtl)], [created()], { owner: 'me' })).toEqual([
      {
        type: 'Warning',
        reason: 'RecordError',
        action: 'FailedSync',
        regarding: serviceReference('web'),
        note: 'Not everything that this object says about "a.example.org" is used. The annotation dns/ttl says "soon", which is no TTL; write seconds.',
        facts: { 'dns-name': ['a.example.org'], owner: ['me'], cause: ['PartlyIgnored'] },
      },
    ]);
  });

  it.each([
    ['no name', []],
    ['more names than one reads', ['a', 'b', 'c', 'd'].map((label) => created({ dnsName: `${label}.example.org` }))],
    ['a name that it gave up', [deleted]],
    ['a name that is missing', [skipped(causes.InvalidObject, placed({ dnsName: '' }))]],
    ['names of others alone', [created({ refs: [serviceReference('api')] })]],
  ])('is told without names where the object has %s', (_, results) => {
    const [event] = remarkEvents([remark(badTtl)], results, {});
    expect(event?.note).toMatch(/^Not everything that this object says about DNS is used\. The annotation /);
  });

  it('is told with as many names as one reads, those that it shares among them', () => {
    const refs = [serviceReference('api'), serviceReference('web')];
    const results = ['a', 'b', 'c', 'a'].map((label) => created({ dnsName: `${label}.example.org`, refs }));
    const [event] = remarkEvents([remark(badTtl)], results, {});
    expect(event?.note).toContain(' about "a.example.org" and "b.example.org" and "c.example.org" is used. ');
  });

  it('is one event for all of one object, in the same words whatever the order, each said once', () => {
    const remarks = [remark('b is odd'), remark('a is odd'), remark('b is odd'), remark('c is odd', 'api')];
    const events = remarkEvents(remarks, [], {});
    expect(events.map(({ regarding, note }) => [regarding.name, note.replace(/.*used\. /, '')])).toEqual([
      ['web', 'A is odd. B is odd.'],
      ['api', 'C is odd.'],
    ]);
    expect(remarkEvents(remarks.toReversed(), [], {}).at(-1)).toEqual(events[0]);
  });

  it('is told in a second event where one byte is missing for the blank between', () => {
    const heading = 'Not everything that this object says about DNS is used. ';
    const [first, second] = ['a'.repeat(400), 'b'.repeat(1024 - heading.length - 402)];
    const notes = remarkEvents([remark(first), remark(second)], [], {}).map(({ note }) => note);
    expect(notes).toEqual([`${heading}A${first.slice(1)}.`, `${heading}B${second.slice(1)}.`]);
  });

  it('is told whole in as many events as the length of a note demands', () => {
    const problems = Array.from(
      { length: 60 },
      (_, index) => `entry ${index} of spec.endpoints: bücher ${'é'.repeat(20)}`,
    );
    const notes = remarkEvents(
      problems.map((problem) => remark(problem)),
      [],
      {},
    ).map(({ note }) => note);
    for (const note of notes) expect(Buffer.byteLength(note)).toBeLessThanOrEqual(1024);
    expect(problems.filter((problem) => !notes.join().includes(problem.slice(1)))).toEqual([]);
    expect(notes.length).toBeLessThan(8);
  });
});

import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import type { Change, CurrentRecord } from '../../lib/plan/change.ts';
import type { PlanRules } from '../../lib/plan/plan.ts';
import { record, wish } from './zone-records.ts';

/** A change in a line: `Update A a.ex.com 1.1.1.1`, `None A a.ex.com 1.1.1.1 OwnerConflict`. */
export function changeLine(change: Change): string {
  const { recordType, dnsName, setIdentifier, targets } = change.endpoint;
  const cause = change.action === 'None' ? [change.cause.code] : [];
  return [change.action, recordType, dnsName, ...(setIdentifier ? [setIdentifier] : []), ...targets, ...cause].join(
    ' ',
  );
}

/** Managed unless an example says otherwise. */
export const usualTypes = new Set(['A', 'AAAA', 'CNAME'] as const);

/** What this Service of the shop asks for. */
export const of = (object: string, changes: Partial<Endpoint> = {}) =>
  wish({ labels: { resource: `service/shop/${object}` }, ...changes });
/** A record of ours that this Service of the shop asked for. */
export const ours = (object: string, changes: Partial<CurrentRecord> = {}) =>
  record('me', { labels: { owner: 'me', resource: `service/shop/${object}` }, ...changes });
export const aaaa = (target = '::1') => wish({ recordType: 'AAAA', targets: [target] });
export const cname = (target = 'lb.x.com') => wish({ recordType: 'CNAME', targets: [target] });
export const weighted = { 'aws/weight': '10' };

/** What a plan makes of both sides, in lines such as `Update A a.ex.com 1.1.1.1`. */
export type PlannerExample = readonly [
  title: string,
  current: readonly CurrentRecord[],
  desired: readonly Endpoint[],
  changes: readonly string[],
  rules?: Partial<PlanRules>,
];

/** Jest would fill what is missing with a function. */
export const complete = ([title, current, desired, changes, rules = {}]: PlannerExample) =>
  [title, current, desired, changes, rules] as const;

/** Reference examples of ExternalDNS's planner, by their number; where ours differs the title says so. */
export const plannerExamples: readonly PlannerExample[] = [
  ['1. a new name is created', [], [wish()], ['Create A a.ex.com 1.1.1.1']],
  ['2. a TTL that nobody configured is no difference', [record('me')], [wish()], ['None A a.ex.com 1.1.1.1 UpToDate']],
  ['3. another target updates', [record('me')], [wish({ targets: ['2.2.2.2'] })], ['Update A a.ex.com 2.2.2.2']],
  [
    '4. case and trailing dot of a name are no difference',
    [record('me', { dnsName: 'A.ex.com.' })],
    [wish()],
    ['None A a.ex.com 1.1.1.1 UpToDate'],
  ],
  [
    '5. spellings of an IPv6 address are no difference',
    [record('me', { ...aaaa('2001:db8:0:0:0:0:0:1') })],
    [aaaa('2001:DB8::1')],
    ['None AAAA a.ex.com 2001:DB8::1 UpToDate'],
  ],
  [
    '6. a configured TTL that differs updates',
    [record('me', { ttl: 300 })],
    [wish({ ttl: 60 })],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  ['7. our record that nobody asks for is deleted', [record('me')], [], ['Delete A a.ex.com 1.1.1.1']],
  ['8. another owner’s record that nobody asks for is nobody’s news', [record('other')], [], []],
  ['9. a record without owner that nobody asks for is nobody’s news', [record(undefined)], [], []],
  [
    '10. a record without owner is not updated; unlike upstream the asker is told',
    [record(undefined)],
    [wish({ targets: ['2.2.2.2'] })],
    ['None A a.ex.com 2.2.2.2 OwnerConflict'],
  ],
  [
    '11. another owner’s record blocks other types of its name; unlike upstream the asker is told',
    [record('other')],
    [aaaa()],
    ['None AAAA a.ex.com ::1 OwnerConflict'],
  ],
  [
    '12. a change of type creates the one and deletes the other',
    [record('me')],
    [cname()],
    ['Delete A a.ex.com 1.1.1.1', 'Create CNAME a.ex.com lb.x.com'],
  ],
  [
    '13. under upsert-only the change of type is forbidden; upstream’s lone Create would be refused by DNS',
    [record('me')],
    [cname()],
    ['None A a.ex.com 1.1.1.1 PolicyForbids', 'None CNAME a.ex.com lb.x.com PolicyForbids'],
    { policy: 'upsert-only' },
  ],
  [
    '14. a CNAME loses to any other type; unlike upstream its asker is told',
    [],
    [cname(), wish()],
    ['Create A a.ex.com 1.1.1.1', 'None CNAME a.ex.com lb.x.com RecordConflict'],
  ],
  [
    '15. so does a CNAME that is there',
    [record('me', { ...cname() })],
    [cname(), wish()],
    ['Create A a.ex.com 1.1.1.1', 'Delete CNAME a.ex.com lb.x.com', 'None CNAME a.ex.com lb.x.com RecordConflict'],
  ],
  [
    '16. of two objects the lesser address wins, by value',
    [],
    [of('a', { targets: ['10.0.0.1'] }), of('b', { targets: ['9.9.9.9'] })],
    ['Create A a.ex.com 9.9.9.9', 'None A a.ex.com 10.0.0.1 RecordConflict'],
  ],
  [
    '17. the shorter list wins',
    [],
    [of('a', { targets: ['1.1.1.1', '1.1.1.2'] }), of('b', { targets: ['9.9.9.9'] })],
    ['Create A a.ex.com 9.9.9.9', 'None A a.ex.com 1.1.1.1 1.1.1.2 RecordConflict'],
  ],
  [
    '18. a name stays with the object that has it',
    [ours('b', { targets: ['9.9.9.9'] })],
    [of('a'), of('b', { targets: ['9.9.9.8'] })],
    ['None A a.ex.com 1.1.1.1 RecordConflict', 'Update A a.ex.com 9.9.9.8'],
  ],
  [
    '19. a name whose object is gone goes to the least',
    [ours('z', { targets: ['9.9.9.9'] })],
    [of('a'), of('b', { targets: ['9.9.9.9'] })],
    ['None A a.ex.com 9.9.9.9 RecordConflict', 'Update A a.ex.com 1.1.1.1'],
  ],
  [
    '20. another set identifier is another record',
    [record('me', { setIdentifier: 'x' })],
    [wish({ setIdentifier: 'y' })],
    ['Delete A a.ex.com x 1.1.1.1', 'Create A a.ex.com y 1.1.1.1'],
  ],
  [
    '21. a second type is created beside ours',
    [record('me')],
    [wish(), aaaa()],
    ['None A a.ex.com 1.1.1.1 UpToDate', 'Create AAAA a.ex.com ::1'],
  ],
  [
    '22. a type that nobody asks for any more is deleted',
    [record('me'), record('me', { ...aaaa() })],
    [wish()],
    ['None A a.ex.com 1.1.1.1 UpToDate', 'Delete AAAA a.ex.com ::1'],
  ],
  [
    '23. a new provider setting updates',
    [record('me')],
    [wish({ providerSpecific: weighted })],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  [
    '24. a provider setting that is gone updates',
    [record('me', { providerSpecific: weighted })],
    [wish()],
    ['Update A a.ex.com 1.1.1.1'],
  ],
  [
    '25. create-only creates, and tells why it does not update',
    [record('me')],
    [wish({ targets: ['2.2.2.2'] }), wish({ dnsName: 'b.ex.com' })],
    ['None A a.ex.com 2.2.2.2 PolicyForbids', 'Create A b.ex.com 1.1.1.1'],
    { policy: 'create-only' },
  ],
  [
    '26. upsert-only deletes nothing, and tells why',
    [record('me')],
    [],
    ['None A a.ex.com 1.1.1.1 PolicyForbids'],
    { policy: 'upsert-only' },
  ],
  [
    '27. a type that is not managed is left alone; unlike upstream the asker is told',
    [record('me', { recordType: 'TXT', targets: ['"x"'] })],
    [wish({ recordType: 'TXT', targets: ['"y"'] }), wish({ dnsName: 'b.ex.com' })],
    ['None TXT a.ex.com "y" TypeNotManaged', 'Create A b.ex.com 1.1.1.1'],
  ],
  [
    '28. nor is an excluded type',
    [record('me', { ...aaaa() })],
    [aaaa('::2')],
    ['None AAAA a.ex.com ::2 TypeNotManaged'],
    { managedTypes: new Set(['A', 'CNAME'] as const) },
  ],
  [
    '30 and 31. a record of the owner to migrate from is not ours before it is adopted',
    [record('old')],
    [wish()],
    ['None A a.ex.com 1.1.1.1 OwnerConflict'],
  ],
  [
    '32. a record outside the domain filter is left alone',
    [record('me')],
    [wish({ dnsName: 'b.other.com' })],
    ['Create A b.other.com 1.1.1.1'],
    { inDomain: (name) => name.endsWith('other.com') },
  ],
  [
    '33. a CNAME loses to an MX as well',
    [],
    [cname(), wish({ recordType: 'MX', targets: ['10 mail.x.com'] })],
    ['None CNAME a.ex.com lb.x.com RecordConflict', 'Create MX a.ex.com 10 mail.x.com'],
    { managedTypes: new Set(['CNAME', 'MX'] as const) },
  ],
  [
    '34. of two CNAMEs the lesser name wins',
    [],
    [of('b', { ...cname('b.x.com'), labels: { resource: 'service/shop/b' } }), of('a', { ...cname('a.x.com') })],
    ['Create CNAME a.ex.com a.x.com', 'None CNAME a.ex.com b.x.com RecordConflict'],
  ],
  [
    '35. Unicode and punycode are one name',
    [record('me', { dnsName: 'xn--bcher-kva.de' })],
    [wish({ dnsName: 'bücher.de' })],
    ['None A bücher.de 1.1.1.1 UpToDate'],
  ],
  [
    '36. our record beside another owner’s is updated; unlike upstream the asker of the other is told',
    [record('other'), record('me', { ...aaaa() })],
    [wish(), aaaa('::2')],
    ['None A a.ex.com 1.1.1.1 OwnerConflict', 'Update AAAA a.ex.com ::2'],
  ],
  [
    '37. conflicts across set identifiers are not seen',
    [],
    [wish({ ...cname(), setIdentifier: 'x' }), wish({ setIdentifier: 'y' })],
    ['Create A a.ex.com y 1.1.1.1', 'Create CNAME a.ex.com x lb.x.com'],
  ],
];

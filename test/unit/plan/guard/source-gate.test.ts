import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../../../lib/endpoint/cause.ts';
import type { Change, CurrentRecord } from '../../../../lib/plan/change.ts';
import { type Absence, gateAbsences } from '../../../../lib/plan/guard/source-gate.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { record, wish } from '../../../support/zone-records.ts';

const cause = { code: 'SourceUnavailable', source: 'service', problem: 'it is down' } as const satisfies Cause;
const absence: Absence = { source: 'service', cause };

const labelled = (resource: string | undefined, changes: Partial<CurrentRecord> = {}) =>
  record('me', { labels: resource === undefined ? {} : { resource }, ...changes });

const web = labelled('service/shop/web');
const two = labelled('service/shop/web', { targets: ['1.1.1.1', '2.2.2.2'] });
const cname = wish({ recordType: 'CNAME', targets: ['lb.x.com'] });

const update = (current: CurrentRecord, changes: Parameters<typeof wish>[0]): Change => ({
  action: 'Update',
  endpoint: wish({ labels: current.labels, ...changes }),
  current,
});

/** The actions that remain. */
const gated = (changes: readonly Change[], absences: readonly Absence[], owned: readonly CurrentRecord[]) =>
  gateAbsences(changes, guardInput({ absences, owned })).map(({ action }) => action);

describe('gateAbsences', () => {
  it.each<readonly [string, CurrentRecord, Change, 'None' | 'Create' | 'Update' | 'Delete']>([
    ['a Delete is withheld', web, { action: 'Delete', endpoint: web }, 'None'],
    ['an Update that takes a target away is withheld', two, update(two, { targets: ['2.2.2.2'] }), 'None'],
    ['an Update that exchanges a target is withheld', web, update(web, { targets: ['3.3.3.3'] }), 'None'],
    [
      'an Update that moves the record to another object is withheld',
      web,
      update(web, { targets: ['1.1.1.1', '2.2.2.2'], labels: { resource: 'ingress/shop/web' } }),
      'None',
    ],
    ['an Update that only adds a target goes ahead', web, update(web, { targets: ['2.2.2.2', '1.1.1.1'] }), 'Update'],
    ['an Update of the TTL goes ahead', web, update(web, { ttl: 60 }), 'Update'],
    [
      'an Update that spells a target otherwise and adds one goes ahead',
      labelled('service/shop/web', { recordType: 'NS', targets: ['LB.x.com'] }),
      update(labelled('service/shop/web', { recordType: 'NS', targets: ['LB.x.com'] }), {
        recordType: 'NS',
        targets: ['lb.x.com', 'b.x.com'],
      }),
      'Update',
    ],
    ['a Create of another type at its name is withheld', web, { action: 'Create', endpoint: cname }, 'None'],
    [
      'a Create at another name goes ahead',
      web,
      { action: 'Create', endpoint: wish({ dnsName: 'b.ex.com' }) },
      'Create',
    ],
    [
      'a Create of another set identifier goes ahead',
      web,
      { action: 'Create', endpoint: wish({ setIdentifier: 'x' }) },
      'Create',
    ],
  ])('while the source of a record is not seen, %s', (_, current, change, action) => {
    expect(gated([change], [absence], [current])).toEqual([action]);
  });

  it.each<readonly [string, string | undefined, Absence, 'None' | 'Delete']>([
    ['of the source', 'service/shop/web', absence, 'None'],
    ['of another source', 'ingress/shop/web', absence, 'Delete'],
    ['without a label', undefined, absence, 'None'],
    ['with a label of an unknown kind', 'gadget/shop/web', absence, 'None'],
    ['of the namespace that was not seen', 'service/shop/web', { ...absence, namespace: 'shop' }, 'None'],
    ['of another namespace', 'service/shop/web', { ...absence, namespace: 'bank' }, 'Delete'],
    ['of the only namespace that was seen', 'service/shop/web', { ...absence, exceptNamespace: 'shop' }, 'Delete'],
    ['outside the only namespace that was seen', 'service/shop/web', { ...absence, exceptNamespace: 'bank' }, 'None'],
    ['of an object outside namespaces', 'node/worker', { ...absence, source: 'node' }, 'None'],
    ['of one, where a namespace was not seen', 'node/worker', { source: 'node', namespace: 'shop', cause }, 'Delete'],
    [
      'of one, where one namespace was seen',
      'node/worker',
      { source: 'node', exceptNamespace: 'shop', cause },
      'Delete',
    ],
  ])('the deletion of a record %s: %s under %j leaves %s', (_, resource, missing, action) => {
    const current = labelled(resource);
    expect(gated([{ action: 'Delete', endpoint: current }], [missing], [current])).toEqual([action]);
  });

  it('withholds with the cause of the absence, and leaves everything alone without one', () => {
    const deletion: Change = { action: 'Delete', endpoint: web };
    const input = guardInput({ absences: [{ ...absence, source: 'ingress' }, absence], owned: [web] });
    expect(gateAbsences([deletion], input)).toEqual([{ action: 'None', endpoint: web, cause }]);
    expect(gated([deletion], [], [web])).toEqual(['Delete']);
  });

  it('lets a record be taken over that belonged to nobody', () => {
    const free = labelled(undefined);
    const change = update(free, { labels: { resource: 'service/shop/web' } });
    const input = guardInput({ absences: [absence], owned: [free] });
    expect(gateAbsences([change], { ...input, adopted: [free] })).toEqual([change]);
    expect(gateAbsences([change], input)).toMatchObject([{ action: 'None', cause }]);
  });

  it('keeps a record whose replacement is withheld', () => {
    const seen = labelled('ingress/shop/web');
    const unseen = labelled('service/shop/web', { recordType: 'AAAA', targets: ['::1'] });
    const swap: readonly Change[] = [
      { action: 'Delete', endpoint: seen },
      { action: 'Create', endpoint: cname },
    ];
    expect(gated(swap, [absence], [seen, unseen])).toEqual(['None', 'None']);
    expect(gated(swap, [absence], [seen])).toEqual(['Delete', 'Create']);
    expect(gated(swap.slice(0, 1), [absence], [seen, unseen])).toEqual(['Delete']);
  });
});

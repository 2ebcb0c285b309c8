import { describe, expect, it } from '@jest/globals';
import type { Cause, Refusal } from '../../../../lib/endpoint/cause.ts';
import type { ObjectReference } from '../../../../lib/endpoint/endpoint.ts';
import type { Change } from '../../../../lib/plan/change.ts';
import { keepMissingTargets } from '../../../../lib/plan/guard/missing-targets.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { serviceReference } from '../../../support/sample-endpoint.ts';
import { record, wish } from '../../../support/zone-records.ts';

const noTargets = { code: 'NoTargets', problem: 'it has no address yet', fix: 'wait' } as const;
const waiting: Cause = { ...noTargets, awaits: 'load-balancer' };

const refusal = (cause: Cause, changes: Partial<Refusal> = {}): Refusal => ({
  dnsName: 'a.ex.com',
  targets: [],
  refs: [serviceReference()],
  cause,
  ...changes,
});

const from = (source: string): ObjectReference => ({ ...serviceReference(), source });
const deletion: Change = { action: 'Delete', endpoint: record('me') };

const kept = (changes: readonly Change[], refusals: readonly Refusal[], onMissingTargets: 'keep' | 'delete' = 'keep') =>
  keepMissingTargets(changes, guardInput({ refusals, onMissingTargets }));

describe('keepMissingTargets', () => {
  it.each([
    ['its object waits for a load balancer', refusal(waiting)],
    ['its object waits for a gateway', refusal({ ...noTargets, awaits: 'gateway' })],
    ['the name is spelled otherwise', refusal(waiting, { dnsName: 'A.ex.com.' })],
    ['a node and a Service ask, and the Service waits', refusal(waiting, { refs: [from('node'), serviceReference()] })],
  ])('keeps a record when %s, and says why', (_, asked) => {
    expect(kept([deletion], [asked])).toEqual([{ action: 'None', endpoint: record('me'), cause: asked.cause }]);
  });

  it.each<readonly [string, Refusal]>([
    ['the name was withdrawn: it has no targets, and waits for none', refusal(noTargets)],
    ['its object was refused for another reason', refusal({ code: 'InvalidObject', problem: 'p', fix: 'f' })],
    ['it is another name that waits', refusal(waiting, { dnsName: 'b.ex.com' })],
    ['a pod waits', refusal(waiting, { refs: [from('pod')] })],
    ['a node waits', refusal(waiting, { refs: [from('node')] })],
  ])('lets a record go when %s', (_, asked) => {
    expect(kept([deletion], [asked])).toEqual([deletion]);
  });

  it.each(['pod', 'node'])('lets the record of a %s go, whoever else waits for its name', (source) => {
    const ofPod: Change = { action: 'Delete', endpoint: record('me', { refs: [from(source)] }) };
    expect(kept([ofPod], [refusal(waiting)])).toEqual([ofPod]);
  });

  it('keeps the record of nobody known, such as every record of the noop registry', () => {
    const endpoint = record('me', { refs: [] });
    expect(kept([{ action: 'Delete', endpoint }], [refusal(waiting)])).toMatchObject([{ action: 'None', endpoint }]);
  });

  it('lets a record go in whose place another one comes', () => {
    const changes: readonly Change[] = [
      deletion,
      { action: 'Create', endpoint: wish({ recordType: 'CNAME', targets: ['lb.x.com'] }) },
    ];
    expect(kept(changes, [refusal(waiting)])).toEqual(changes);
  });

  it('keeps it where the other one comes under another set identifier', () => {
    const create: Change = { action: 'Create', endpoint: wish({ setIdentifier: 'x' }) };
    expect(kept([deletion, create], [refusal(waiting)])).toMatchObject([{ action: 'None' }, { action: 'Create' }]);
  });

  it('lets everything go with --on-missing-targets=delete', () => {
    expect(kept([deletion], [refusal(waiting)], 'delete')).toEqual([deletion]);
  });

  it('touches no Create and no Update', () => {
    const changes: readonly Change[] = [
      { action: 'Create', endpoint: wish() },
      { action: 'Update', endpoint: wish(), current: record('me') },
    ];
    expect(kept(changes, [refusal(waiting)])).toEqual(changes);
    expect(kept(changes.slice(1), [refusal(waiting)])).toEqual(changes.slice(1));
  });
});

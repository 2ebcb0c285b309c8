import { describe, expect, it } from '@jest/globals';
import type { KubernetesClient } from '../../../lib/cluster/client.ts';
import { ConfigError } from '../../../lib/config/config.ts';
import type { CurrentRecord } from '../../../lib/plan/change.ts';
import { ownerOf, requireChosenOwner } from '../../../lib/run/owner.ts';
import { RunError } from '../../../lib/run/run-error.ts';
import { configured } from '../../support/parsed-config.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { record } from '../../support/zone-records.ts';

/** A cluster whose kube-system namespace has this metadata, or cannot be read. */
function clientWith(answer: object | Error): KubernetesClient & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    requests: 0,
    async request<Answer>(method: string, path: string): Promise<Answer> {
      asked.push(`${method} ${path}`);
      if (answer instanceof Error) throw answer;
      return { metadata: answer } as Answer;
    },
  };
}

const { signal } = new AbortController();

describe('ownerOf', () => {
  it('is the uid of the kube-system namespace, which is one cluster’s alone', async () => {
    const client = clientWith({ name: 'kube-system', uid: 'uid-1' });
    expect(await ownerOf(configured(), client, signal)).toBe('uid-1');
    expect(client.asked).toEqual(['GET /api/v1/namespaces/kube-system']);
  });

  it.each([
    ['--txt-owner-id', ['--txt-owner-id=me'], 'me'],
    ['nobody with the noop registry', ['--registry=noop'], undefined],
  ])('is %s, without asking the cluster', async (_, flags, owner) => {
    const client = clientWith(new Error('nobody asks'));
    expect(await ownerOf(configured(...flags), client, signal)).toBe(owner);
    expect(client.asked).toEqual([]);
  });

  it('ends the run where the namespace cannot be read, with the reason', async () => {
    const cause = new Error('403 Forbidden');
    const run = ownerOf(configured(), clientWith(cause), signal);
    await expect(run).rejects.toThrow(RunError);
    await expect(run).rejects.toMatchObject({ message: expect.stringContaining('403 Forbidden'), cause });
  });

  it('ends the run where the namespace has no uid', async () => {
    await expect(ownerOf(configured(), clientWith({ name: 'kube-system' }), signal)).rejects.toThrow('--txt-owner-id');
  });
});

describe('requireChosenOwner', () => {
  const living = serviceReference('web', 'uid-web');
  const { uid: _, ...gone } = living;
  const inherited = record('default', { refs: [living] });
  const check = (records: readonly CurrentRecord[], ...flags: readonly string[]) =>
    requireChosenOwner(configured(...flags), records);

  it('stops a run without an owner id whose zones hold records of owner "default" of an object that is here', () => {
    expect(() => check([record('uid-1'), inherited])).toThrow(ConfigError);
    expect(() => check([inherited])).toThrow(/a\.ex\.com of Service\/shop\/web.*--txt-owner-id=default/);
  });

  it.each<readonly [string, readonly CurrentRecord[], readonly string[]]>([
    ['an owner id was chosen', [inherited], ['--txt-owner-id=me']],
    ['"default" was chosen', [inherited], ['--txt-owner-id=default']],
    ['its records are to be migrated', [inherited], ['--migrate-from-txt-owner=default']],
    ['there are no owners', [inherited], ['--registry=noop']],
    ['the object is not here', [record('default', { refs: [gone] })], []],
    ['the record names no object', [record('default', { refs: [] })], []],
    ['the owner is another', [record('other', { refs: [living] })], []],
    ['there is no owner', [record(undefined, { refs: [living] })], []],
  ])('lets a run go on when %s', (_, records, flags) => {
    expect(() => check(records, ...flags)).not.toThrow();
  });
});

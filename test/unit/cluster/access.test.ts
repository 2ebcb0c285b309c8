import { beforeEach, describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { type ClusterAccess, fixedAccess, type IssuedKubeConfig, keptAccess } from '../../../lib/cluster/access.ts';

const minute = 60_000;

let time: number;
let issued: KubeConfig[];
let failure: Error | undefined;

/** Each lasts ten minutes. */
async function issue(): Promise<IssuedKubeConfig> {
  if (failure) throw failure;
  const kubeConfig = new KubeConfig();
  issued.push(kubeConfig);
  return { kubeConfig, renewAt: time + 10 * minute };
}

let access: ClusterAccess;

beforeEach(() => {
  time = 0;
  issued = [];
  failure = undefined;
  access = keptAccess(issue, { now: () => time });
});

describe('a kept kubeconfig', () => {
  it('is the same until its time is over, and another one from then on', async () => {
    const first = await access.current();
    time = 10 * minute - 1;
    expect(await access.current()).toBe(first);
    time = 10 * minute;
    expect(await access.current()).not.toBe(first);
    expect(issued).toHaveLength(2);
  });

  it('lasts for ever when it is issued without an end', async () => {
    const kubeConfig = new KubeConfig();
    const forEver = keptAccess(async () => ({ kubeConfig }), { now: () => time });
    const first = await forEver.current();
    time = 1e15;
    expect(await forEver.current()).toBe(first);
  });

  it('is asked for once by many requests at a time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => access.current()));
    expect(new Set(all)).toEqual(new Set(issued));
    expect(issued).toHaveLength(1);
  });

  it('is replaced once, however many requests reject it', async () => {
    const first = await access.current();
    const rejections = Array.from({ length: 20 }, async () => {
      expect(access.reject(first)).toBe(true);
      return access.current();
    });
    expect(new Set(await Promise.all(rejections)).size).toBe(1);
    expect(issued).toHaveLength(2);
  });

  it('stays when a request rejects the one before it', async () => {
    const first = await access.current();
    access.reject(first);
    const second = await access.current();
    access.reject(first);
    expect(await access.current()).toBe(second);
  });

  it('is asked for anew after none could be had', async () => {
    failure = new Error('EKS is away');
    await expect(access.current()).rejects.toThrow('EKS is away');
    failure = undefined;
    expect(await access.current()).toBe(issued[0]);
  });
});

it('a fixed kubeconfig has no other one', async () => {
  const kubeConfig = new KubeConfig();
  const fixed = fixedAccess(kubeConfig);
  expect(fixed.reject(kubeConfig)).toBe(false);
  expect(await fixed.current()).toBe(kubeConfig);
});

import { describe, expect, it } from '@jest/globals';
import { resolvedTargets, resolveHostnames } from '../../../lib/sources/resolve-hostnames.ts';
import { service } from '../../../lib/sources/service.ts';
import { contextOf } from '../../support/source-fixture.ts';

const base = contextOf(service, { title: 'lookups' });

describe('resolveHostnames', () => {
  it('looks each hostname up once, and keeps a failure as a value', async () => {
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      if (hostname === 'gone.example.net') throw new Error('ENOTFOUND');
      return ['192.0.2.1', '2001:db8::1'];
    };
    const found = await resolveHostnames({ ...base, resolve }, ['a.example.net', 'gone.example.net', 'a.example.net']);
    expect(asked.sort()).toEqual(['a.example.net', 'gone.example.net']);
    expect(resolvedTargets(found, 'a.example.net')).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(resolvedTargets(found, 'gone.example.net')).toEqual([]);
    expect(found.get('gone.example.net')).toBeInstanceOf(Error);
  });

  it('uses the resolver of the system where none is given', async () => {
    const { resolve: _, ...context } = base;
    const found = await resolveHostnames(context, ['127.0.0.1']);
    expect(resolvedTargets(found, '127.0.0.1')).toEqual(['127.0.0.1']);
  });

  it('throws the reason of an abort', async () => {
    const controller = new AbortController();
    const reason = new Error('deadline');
    const resolve = async () => {
      controller.abort(reason);
      throw new Error('cancelled');
    };
    const context = { ...base, resolve, signal: controller.signal };
    await expect(resolveHostnames(context, ['a.example.net'])).rejects.toBe(reason);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../lib/endpoint/cause.ts';
import { account, batches, withBad } from './route53-account.ts';
import { apply, creating, names, readingProvider, verdict } from './route53-run.ts';

describe('stopping', () => {
  const deferred: Cause = { code: 'Deferred', problem: 'the time was over' };
  const small = { limits: { elements: 4, characters: 32_000 } };

  it('before the third batch leaves the rest for the next run', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, small);
    let asked = 0;
    const results = await apply(provider, creating(provider, names(10)), async () => {
      asked += 1;
      return asked > 2 ? deferred : undefined;
    });
    expect(results.map(verdict)).toEqual([...Array(4).fill('Success'), ...Array(6).fill('Skip Deferred')]);
    expect(results.at(-1)).toMatchObject({ cause: deferred });
    expect(batches(connection)).toHaveLength(2);
  });

  it('in the search for a bad record leaves what is not yet written', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    let asked = 0;
    const results = await apply(provider, creating(provider, withBad(8, 7)), async () => {
      asked += 1;
      return asked > 2 ? deferred : undefined;
    });
    expect(results.map(verdict)).toEqual([...Array(4).fill('Success'), ...Array(4).fill('Skip Deferred')]);
  });

  it('by abort sends nothing more', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, small);
    const abort = new AbortController();
    const results = await apply(
      provider,
      creating(provider, names(6)),
      async () => {
        if (batches(connection).length > 0) abort.abort();
        return undefined;
      },
      abort.signal,
    );
    expect(results.slice(0, 2).map(verdict)).toEqual(['Success', 'Success']);
    expect(results.slice(4).map(verdict)).toEqual(['Skip Deferred', 'Skip Deferred']);
    expect(batches(connection)).toHaveLength(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { warmStates } from '../../../functions/warm-state.ts';
import { parsed } from '../../support/parsed-config.ts';

const served = (cluster?: string, shard?: string) => ({
  instance: cluster === undefined ? undefined : { cluster, ...(shard !== undefined && { shard }), environment: {} },
  environment: { AWS_REGION: 'eu-west-1' },
  parsed: parsed({ flags: ['--source=fake', '--eks-cluster-name=shop'] }),
});

describe('what a container keeps', () => {
  it('is kept for each cluster and shard, and for the function that has no clusters file', () => {
    const stateOf = warmStates();
    const states = [served(), served('a'), served('b'), served('b', 'x'), served('b', 'y')].map(stateOf);
    expect(new Set(states.map(({ memory }) => memory)).size).toBe(5);
    expect(new Set(states.map(({ clients }) => clients)).size).toBe(5);
    expect([served(), served('a'), served('b'), served('b', 'x'), served('b', 'y')].map(stateOf)).toEqual(states);
    expect(stateOf(served('b', 'x'))).toBe(states[3]);
  });

  it('is that of the eight instances that were served last', () => {
    const stateOf = warmStates();
    const first = stateOf(served('c0'));
    const second = stateOf(served('c1'));
    for (let index = 2; index < 8; index += 1) stateOf(served(`c${index}`));
    expect(stateOf(served('c0'))).toBe(first);
    stateOf(served('c8'));
    expect(stateOf(served('c0'))).toBe(first);
    expect(stateOf(served('c1'))).not.toBe(second);
  });
});

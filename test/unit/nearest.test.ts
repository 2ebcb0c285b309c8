import { expect, it } from '@jest/globals';
import { nearest } from '../../lib/nearest.ts';

it.each([
  ['a letter too many', 'hostnames', ['host', 'hostname', 'target'], 'hostname'],
  ['two letters swapped', 'taregt', ['hostname', 'target'], 'target'],
  ['another case', 'HOSTNAME', ['hostname'], 'hostname'],
  ['a short text with one edit', 'tll', ['ttl'], 'ttl'],
  ['a short text with two edits', 'abl', ['ttl'], undefined],
  ['nothing alike', 'proxied', ['hostname', 'target'], undefined],
  ['no candidates', 'ttl', [], undefined],
])('%s: %s among %j means %j', (_, written, candidates, meant) => {
  expect(nearest(written, candidates)).toBe(meant);
});

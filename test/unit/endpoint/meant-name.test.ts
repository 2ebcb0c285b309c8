import { expect, it } from '@jest/globals';
import { meantName } from '../../../lib/endpoint/meant-name.ts';

it.each([
  ['two letters swapped', 'api.exmaple.com', ['example.com', 'example.org'], 'api.example.com'],
  ['a letter missing', 'a.b.exampl.com', ['example.com'], 'a.b.example.com'],
  ['a mistyped apex', 'exampel.com', ['example.com'], 'example.com'],
  ['the nearest of several zones', 'api.example.co', ['example.com', 'example.cc'], 'api.example.com'],
  ['another domain of the same sort', 'api.example.net', ['example.com'], undefined],
  ['nothing alike', 'api.nowhere.test', ['example.com'], undefined],
  ['a name shorter than the zone', 'com', ['example.com'], undefined],
  ['no zone', 'api.example.com', [], undefined],
])('%s: %s among the zones %j means %j', (_, name, zones, meant) => {
  expect(meantName(name, zones)).toBe(meant);
});

import { expect, it } from '@jest/globals';
import { changesMade, farewells } from '../../../lib/events/farewell.ts';
import type { Change } from '../../../lib/plan/change.ts';
import { causes, created, deleted, failed, held, placed, skipped } from './result-fixture.ts';

const deletion = (changes: Parameters<typeof held>[0] = {}): Change => ({ action: 'Delete', endpoint: held(changes) });
const other = { id: 'Z2', name: 'example.org', visibility: 'private' } as const;

it.each<readonly [string, Change, Change, string]>([
  ['another record of its name is created', deletion(), created({ recordType: 'AAAA' }).change, 'replaced'],
  ['a record of another name is created', deletion(), created({ dnsName: 'b.example.org' }).change, 'unwanted'],
  ['one is created in another zone', deletion({ zone: other }), created().change, 'unwanted'],
  ['one is deleted besides', deletion(), deletion({ recordType: 'AAAA' }), 'unwanted'],
])('a record that goes while %s', (_, change, besides, farewell) => {
  expect(farewells([change, besides])(change)).toBe(farewell);
});

it('only what was done counts', () => {
  const results = [created(), failed(), skipped(causes.Deferred, placed()), deleted];
  expect(changesMade(results)).toEqual([results[0]?.change, results[3]?.change]);
});

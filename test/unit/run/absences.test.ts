import { describe, expect, it } from '@jest/globals';
import { absencesOf } from '../../../lib/run/absences.ts';
import type { SourceFailure, SourceReading } from '../../../lib/sources/read-sources.ts';
import { record } from '../../support/zone-records.ts';

const reading = (kind?: SourceFailure['kind']): SourceReading => ({
  name: 'crd',
  durationMs: 1,
  gaps: [],
  unserved: [],
  result: { endpoints: [], refusals: [], objects: [] },
  ...(kind && { failure: { kind, problem: 'it is not there' } }),
});

const absent = [{ source: 'crd', cause: { code: 'SourceUnavailable', source: 'crd', problem: 'it is not there' } }];
const of = (resource: string | undefined) => record('me', { labels: resource === undefined ? {} : { resource } });

describe('absencesOf', () => {
  it.each([
    ['a source that was read is not absent', undefined, [of('crd/shop/web')], []],
    ['a source that failed is absent, even if it is new', 'failed', [], absent],
    ['a source whose CRD is missing is absent if it wrote a record', 'missing', [of('crd/shop/web')], absent],
    ['it is not where it is new', 'missing', [of('service/shop/web')], []],
    ['it is where a record has no label: that may be its', 'missing', [of('service/shop/web'), of(undefined)], absent],
    ['it is where a label is of an unknown kind', 'missing', [of('gadget/shop/web')], absent],
    ['it is not where nothing is owned', 'missing', [], []],
  ] as const)('%s', (_, kind, owned, absences) => {
    expect(absencesOf([reading(kind)], owned)).toEqual(absences);
  });

  it.each([
    ['a kind that is gone makes its source absent where it wrote a record', 'ingressroutetcp/shop/web', 1],
    ['it does not where another kind of the source wrote it', 'ingressroute/shop/web', 0],
  ])('%s', (_, resource, count) => {
    const traefik = { ...reading(), name: 'traefik-proxy', unserved: ['IngressRouteTCP'] };
    const absences = absencesOf([traefik], [of(resource)]);
    expect(absences.map(({ source }) => source)).toEqual(Array.from({ length: count }, () => 'traefik-proxy'));
  });

  it('a namespace that may not be listed is absent, and no other', () => {
    const gaps = [{ namespace: 'vault', problem: 'it is not there' }];
    expect(absencesOf([{ ...reading(), gaps }], [])).toEqual([{ ...absent[0], namespace: 'vault' }]);
  });
});

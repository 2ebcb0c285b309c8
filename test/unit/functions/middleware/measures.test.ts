import { describe, expect, it } from '@jest/globals';
import { measuresOfFailure, measuresOfReport } from '../../../../functions/middleware/measures.ts';
import { ProviderError } from '../../../../lib/providers/provider.ts';
import { clusterMetrics, metricNames } from '../../../../lib/report/metric-names.ts';
import { RunError } from '../../../../lib/run/run-error.ts';
import { sampleReport } from '../../../support/sample-report.ts';
import { causes, created, failed, held, skipped } from '../../events/result-fixture.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

const report = sampleReport({
  outcomes: [created(), failed(), skipped(causes.DeletionsHeld, held())],
  sources: [{ name: 'pod', objects: 0, endpoints: 0, durationMs: 1, error: 'forbidden' }],
  calls: { kubernetes: 7, route53: { ListHostedZones: 1, ListResourceRecordSets: 2 }, throttled: 3 },
  events: { emitted: 2, repeated: 1, failed: 4, suppressed: 9 },
  registered: { A: 5, TXT: 1 },
  durationMs: 2500,
});

describe('what is measured of a run', () => {
  const [ofRun, ...byType] = measuresOfReport(report, now);
  const measureOf = (name: string) => ofRun?.measures.find((measure) => measure.name === name);

  it.each([
    [metricNames.lastAttempt, 'Seconds', now / 1000 - 3],
    [metricNames.lastSuccess, 'Seconds', now / 1000],
    [metricNames.runsAttempted, 'Count', 1],
    [metricNames.runsSucceeded, 'Count', 1],
    [metricNames.runsFailed, 'Count', 0],
    [metricNames.runDuration, 'Seconds', 2.5],
    [metricNames.noOpRuns, 'Count', 0],
    [metricNames.sourceErrors, 'Count', 1],
    [metricNames.registryErrors, 'Count', 0],
    [metricNames.sourceEndpoints, 'Count', 2],
    [metricNames.registryEndpoints, 'Count', 6],
    [metricNames.recordsFailing, 'Count', 1],
    [metricNames.recordsHeld, 'Count', 1],
    [metricNames.recordsDeferred, 'Count', 0],
    [metricNames.eventsEmitted, 'Count', 3],
    [metricNames.eventsFailed, 'Count', 4],
    [metricNames.kubernetesRequests, 'Count', 7],
    [metricNames.route53Requests, 'Count', 3],
    [metricNames.route53Throttles, 'Count', 3],
  ])('%s is in %s: %d', (name, unit, value) => {
    expect(measureOf(name)).toEqual({ name, unit, value });
  });

  it('is divided by type and outcome', () => {
    expect(
      byType.map(({ dimensions, measures }) => [
        ...Object.values(dimensions),
        ...measures.map(({ name, value }) => `${name} ${value}`),
      ]),
    ).toEqual([
      ['A', 'external_dns_source_records 2', 'external_dns_registry_records 5'],
      ['A', 'created', 'dns_herald_records 1'],
      ['A', 'failed', 'dns_herald_records 1'],
      ['A', 'skipped', 'dns_herald_records 1'],
      ['TXT', 'external_dns_registry_records 1'],
    ]);
  });

  it('tells of a cluster what the clusters file is billed for, and no more', () => {
    const groups = measuresOfReport(report, now, { cluster: 'eu', shard: 'a' });
    const ofCluster = groups.filter(({ dimensions }) => 'cluster' in dimensions);
    expect(ofCluster).toHaveLength(1);
    expect(ofCluster[0]?.dimensions).toEqual({ cluster: 'eu', shard: 'a' });
    expect(ofCluster[0]?.measures.map(({ name }) => name).sort()).toEqual([...clusterMetrics].sort());
  });

  it('says nothing of the registry where it was not read', () => {
    const warm = measuresOfReport(sampleReport(), now).flatMap(({ measures }) => measures.map(({ name }) => name));
    expect(warm).not.toContain(metricNames.registryEndpoints);
    expect(warm).toContain(metricNames.noOpRuns);
  });
});

describe('what is measured of a run that could not be made', () => {
  it.each([
    ['Route 53', new RunError('no', { cause: new ProviderError('no') }), 1],
    ['the cluster', new RunError('no'), 0],
    ['something else', undefined, 0],
  ])('for %s is that it failed, and whether the registry did', (_, error, registryErrors) => {
    const [group] = measuresOfFailure(error, now);
    expect(Object.fromEntries((group?.measures ?? []).map(({ name, value }) => [name, value]))).toEqual({
      [metricNames.lastAttempt]: now / 1000,
      [metricNames.runsAttempted]: 1,
      [metricNames.runsSucceeded]: 0,
      [metricNames.runsFailed]: 1,
      [metricNames.registryErrors]: registryErrors,
    });
  });
});

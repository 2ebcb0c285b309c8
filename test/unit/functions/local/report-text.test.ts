import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { reportText } from '../../../../functions/local/report-text.ts';
import type { ChangeResult, CurrentRecord, WriteChange } from '../../../../lib/plan/change.ts';
import type { ReportInput } from '../../../../lib/report/report.ts';
import { sampleEndpoint, serviceReference } from '../../../support/sample-endpoint.ts';
import { sampleReport } from '../../../support/sample-report.ts';

const zone = { id: 'Z1', name: 'example.org', visibility: 'public' } as const;
const endpoint = sampleEndpoint({ zone, ttl: 60 });
const current: CurrentRecord = {
  ...endpoint,
  targets: ['192.0.2.9'],
  ttl: 300,
  ownership: { state: 'owned', owner: 'me', rows: 'complete' },
};

const created: ChangeResult = { change: { action: 'Create', endpoint }, status: 'Success' };
const failed: ChangeResult = {
  change: { action: 'Create', endpoint },
  status: 'Failed',
  error: { code: 'AccessDenied', message: 'The change is not allowed' },
};
const wouldUpdate: ChangeResult = {
  change: { action: 'Update', endpoint, current },
  status: 'Skip',
  cause: { code: 'DryRun', would: 'Update' },
};
const wouldCreateElsewhere: ChangeResult = {
  change: {
    action: 'Create',
    endpoint: sampleEndpoint({ dnsName: 'b.example.com', zone: { ...zone, id: 'Z2', name: 'example.com' } }),
  },
  status: 'Skip',
  cause: { code: 'DryRun', would: 'Create' },
};
const invalid: ChangeResult = {
  change: {
    action: 'None',
    endpoint: { dnsName: 'a b', targets: [], refs: [serviceReference()] },
    cause: { code: 'InvalidName', problem: 'the name holds a blank', fix: 'take it out' },
  },
  status: 'Skip',
  cause: { code: 'InvalidName', problem: 'the name holds a blank', fix: 'take it out' },
};
const held = (dnsName: string): ChangeResult => {
  const cause = { code: 'DeletionsHeld', limit: 'more than 5 records', checksum: 'c0ffee' } as const;
  return { change: { action: 'None', endpoint: { ...current, dnsName }, cause }, status: 'Skip', cause };
};
const waiting: ChangeResult = {
  change: { action: 'None', endpoint, cause: { code: 'NoTargets', problem: 'there is no address', fix: 'wait' } },
  status: 'Skip',
  cause: { code: 'NoTargets', problem: 'there is no address', fix: 'wait' },
};
const upToDate: ChangeResult = {
  change: { action: 'None', endpoint, cause: { code: 'UpToDate' } },
  status: 'Skip',
  cause: { code: 'UpToDate' },
};

/** The text of a report, without colour. */
function textOf(outcomes: readonly ChangeResult[], changes: Partial<ReportInput> = {}): string {
  const report = sampleReport({
    outcomes,
    events: { emitted: 3, repeated: 1, failed: 0, suppressed: 2 },
    calls: { kubernetes: 7, route53: { ListHostedZones: 1, ChangeResourceRecordSets: 2 }, throttled: 0 },
    ...changes,
  });
  return stripVTControlCharacters(reportText(report));
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');

/** The line of a heading with those below it, up to the next blank line. */
const blockOf = (text: string, heading: string): readonly string[] =>
  linesOf(text.split('\n\n').find((block) => block.startsWith(heading)) ?? '');

describe('the report as text', () => {
  it('lists what was done under its zone', () => {
    expect(blockOf(textOf([created]), 'Zone')).toEqual([
      'Zone example.org (Z1)',
      '+ create A a.example.org 192.0.2.1 (TTL 60)',
    ]);
  });

  it('says of a dry run that nothing was changed, and shows before and after, zone by zone', () => {
    const text = textOf([wouldUpdate, wouldCreateElsewhere], { dryRun: true });
    expect(linesOf(text)[0]).toBe('Dry run: nothing was changed.');
    expect(blockOf(text, 'Zone example.org')).toEqual([
      'Zone example.org (Z1): what would be done',
      '~ update A a.example.org - 192.0.2.9 (TTL 300)',
      '+ 192.0.2.1 (TTL 60)',
      'targets and TTL for Service/shop/web',
    ]);
    expect(blockOf(text, 'Zone example.com').slice(1)).toEqual([
      '+ create A b.example.com 192.0.2.1',
      'for Service/shop/web',
    ]);
    expect(linesOf(text)).toContainEqual(expect.stringMatching(/^Plan [0-9a-f]+ \(a checksum/));
    expect(linesOf(text)).toContain(
      'Records 2 asked for: 1 to create, 1 to update, 0 to delete, 0 skipped, 0 up to date',
    );
    expect(text).not.toContain('Events');
  });

  it('says on whose account a dry run would delete a record, or write it as it is', () => {
    const dryRun = (change: WriteChange): ChangeResult => ({
      change,
      status: 'Skip',
      cause: { code: 'DryRun', would: change.action },
    });
    const nobodys = { ...current, dnsName: 'b.example.org', refs: [] };
    const outcomes = [
      dryRun({ action: 'Delete', endpoint: current }),
      dryRun({ action: 'Delete', endpoint: nobodys }),
      dryRun({ action: 'Update', endpoint: current, current }),
    ];
    const text = blockOf(textOf(outcomes, { dryRun: true }), 'Zone').join(' ');
    expect(text).toContain('no longer asked for by Service/shop/web');
    expect(text).toContain('no longer asked for by an object that its ownership row does not name');
    expect(text).toMatch(/settings or ownership row for Service\/shop\/web$/);
  });

  it.each([
    ['a refusal', invalid, 'Service/shop/web InvalidName', ['the name holds a blank', 'take it out']],
    ['a failure', failed, 'Service/shop/web Failed', ['The change is not allowed']],
  ])('tells the object, the cause and the fix of %s', (_, outcome, heading, clauses) => {
    const [title, object, ...sentences] = blockOf(textOf([created, outcome]), 'Problems');
    expect([title, object]).toEqual(['Problems', heading]);
    for (const clause of clauses) expect(sentences.join(' ')).toContain(clause);
  });

  it('tells problems before changes, and what merely waits after them', () => {
    const text = textOf([created, waiting, invalid]);
    const places = ['Problems', 'Zone example.org', 'Skipped'].map((heading) => text.indexOf(heading));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('lists held deletions once, with the flag that approves them', () => {
    const text = textOf([held('a.example.org'), held('b.example.org')]);
    const lines = blockOf(text, 'Held deletions');
    expect(lines).toContain('DeletionsHeld A a.example.org 192.0.2.9 (TTL 300)');
    expect(lines).toContain('DeletionsHeld A b.example.org 192.0.2.9 (TTL 300)');
    expect(lines.join(' ').match(/--approve=c0ffee/g)).toHaveLength(1);
    expect(text).not.toContain('Problems');
  });

  it('names the sources that could not be read, and what is odd', () => {
    const source = { name: 'ingress', objects: 0, endpoints: 0, durationMs: 1, error: 'it is forbidden' };
    const text = textOf([created], { sources: [source], warnings: ['Service/shop/web: the TTL is odd.'] });
    expect(blockOf(text, 'Sources that could not be read')).toContain('ingress: it is forbidden');
    expect(blockOf(text, 'Warnings')).toContain('Service/shop/web: the TTL is odd.');
  });

  it('lists what is up to date in a verbose run alone', () => {
    expect(blockOf(textOf([upToDate], { detail: 'everything' }), 'Up to date')).toContain(
      'A a.example.org 192.0.2.1 (TTL 60)',
    );
    expect(textOf([upToDate])).not.toContain('a.example.org');
  });

  it('counts names, requests and events', () => {
    expect(linesOf(textOf([created, invalid, upToDate])).slice(-5)).toEqual([
      'Records 3 asked for: 1 created, 0 updated, 0 deleted, 0 failed, 1 skipped, 1 up to date',
      'Kubernetes 7 requests',
      'Route 53 1 ListHostedZones, 2 ChangeResourceRecordSets',
      'Events 3 written, 1 continued, 2 told already, 0 failed',
      'Time 12 ms',
    ]);
  });

  it('stays within 100 columns, however long names and sentences are', () => {
    const dnsName = `${'long-label.'.repeat(12)}example.org`;
    const text = textOf(
      [{ change: { action: 'Create', endpoint: { ...endpoint, dnsName } }, status: 'Success' }, invalid],
      {
        warnings: ['word '.repeat(60)],
      },
    );
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(text.replace('192.0.2.1 (TTL 60)', '').replace(/\s+/g, '')).toContain(dnsName);
  });
});

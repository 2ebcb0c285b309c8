import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { explainText } from '../../../../functions/local/explain-text.ts';
import type { Trail, TrailRecord } from '../../../../lib/explain/trail.ts';

const record: TrailRecord = {
  dnsName: 'api.example.com',
  recordType: 'A',
  targets: ['192.0.2.1'],
  ttl: 60,
  zone: 'example.com',
  zoneId: 'Z1',
  role: 'record',
  owners: ['shop'],
  resource: 'service/shop/api',
  row: { dnsName: 'a-api.example.com', recordType: 'TXT', targets: ['"heritage=external-dns"'] },
};

const trail = (changes: Partial<Trail> = {}): Trail => ({
  question: 'api.example.com',
  owner: 'shop',
  sources: [],
  objects: [],
  names: ['api.example.com'],
  zones: [],
  records: [],
  decisions: [],
  events: [],
  notes: [],
  outcome: { code: 'NotAsked', message: 'No object asks for it.', problem: false },
  calls: { kubernetes: 2, route53: { ListHostedZones: 1 } },
  ...changes,
});

const linesOf = (changes: Partial<Trail>): readonly string[] =>
  stripVTControlCharacters(explainText(trail(changes)))
    .trimEnd()
    .split('\n');

describe('explainText', () => {
  it('leaves out what there is nothing to say of', () => {
    expect(linesOf({})).toEqual([
      'api.example.com, as the owner "shop" sees it',
      '',
      'Asked: 2 requests to the cluster, 1 ListHostedZones',
      '',
      'NotAsked: No object asks for it.',
    ]);
  });

  it('says a long sentence once: the plan refers to the last line', () => {
    const decision = {
      dnsName: 'a',
      action: 'None',
      cause: 'OwnerConflict',
      problem: true,
      refs: ['Service/shop/a'],
    } as const;
    const lines = linesOf({
      decisions: [
        { ...decision, message: 'It belongs to them.' },
        { ...decision, message: 'Another one.' },
      ],
      outcome: { code: 'OwnerConflict', message: 'It belongs to them. (One of 2 decisions.)', problem: true },
    });
    expect(lines.filter((line) => line.includes('It belongs to them.'))).toHaveLength(1);
    expect(lines).toEqual(expect.arrayContaining(['    as the last line says', '    Another one.']));
  });

  it('ends with the outcome in one line, however long it is', () => {
    const message = 'word '.repeat(60).trim();
    expect(linesOf({ outcome: { code: 'OwnerConflict', message, problem: true } }).at(-1)).toBe(
      `OwnerConflict: ${message}`,
    );
  });

  it.each<[string, Partial<Trail>, readonly string[]]>([
    [
      'the sources, and what one of them lacks',
      {
        sources: [
          { name: 'service', objects: 1, state: 'read' },
          { name: 'crd', objects: 0, state: 'missing', error: 'not found' },
        ],
      },
      ['Sources read', '  service: 1 object', '  crd: not found'],
    ],
    [
      'sources that fail for one reason, on one line',
      {
        sources: [
          { name: 'service', objects: 0, state: 'failed', error: 'GET /a was answered with 401: renew them' },
          { name: 'crd', objects: 0, state: 'failed', error: 'GET /b was answered with 401: renew them' },
        ],
      },
      ['Sources read', '  service, crd: GET /a, GET /b were answered with 401: renew them'],
    ],
    [
      'who asks, and what each filter says',
      {
        objects: [
          {
            object: 'Service/shop/api',
            source: 'service',
            filters: [
              { filter: '--label-filter=a=b', passes: true },
              { filter: 'the controller annotation', passes: false },
            ],
            asks: [{ dnsName: 'api.example.com', recordType: 'A', targets: ['192.0.2.1'], ttl: 60 }],
            warnings: ['the annotation dns/ttl says "soon"'],
          },
          {
            object: 'Service/shop/odd',
            source: 'service',
            filters: [],
            asks: [{ dnsName: '', targets: [] }],
            warnings: [],
          },
        ],
      },
      [
        'Asked for by',
        '  Service/shop/api  source service',
        '    asks for A api.example.com 192.0.2.1 (TTL 60)',
        '    passes --label-filter=a=b',
        '    left out by the controller annotation',
        '    the annotation dns/ttl says "soon"',
        '  Service/shop/odd  source service',
        '    asks for a name that cannot be told',
      ],
    ],
    [
      'the zones',
      { zones: [{ id: 'Z1', name: 'example.com', visibility: 'private' }] },
      ['Hosted zones', '  example.com (Z1, private)'],
    ],
    [
      'what DNS holds, and by which row it belongs to whom',
      {
        records: [
          record,
          { ...record, setIdentifier: 'blue', owners: ['a', 'b'] },
          { ...record, owners: [] },
          { ...record, dnsName: '*.example.com', role: 'wildcard' },
          { ...record, role: 'orphan' },
        ],
      },
      [
        'DNS now',
        '  A api.example.com 192.0.2.1 (TTL 60) in example.com',
        '    belongs to "shop", for service/shop/api, as the TXT record a-api.example.com says',
        '  A api.example.com 192.0.2.1 (TTL 60), set identifier blue in example.com',
        '    belongs to "a" and "b", for service/shop/api, as the TXT record a-api.example.com says',
        '  A api.example.com 192.0.2.1 (TTL 60) in example.com',
        '    has no owner',
        '  A *.example.com 192.0.2.1 (TTL 60) in example.com',
        '    answers, for the name has no record of its own',
        '  A api.example.com 192.0.2.1 (TTL 60) in example.com',
        '    is an ownership row whose record is gone',
      ],
    ],
    [
      'what the plan decides, and for whom',
      {
        decisions: [
          {
            dnsName: 'api.example.com',
            action: 'None',
            cause: 'UpToDate',
            message: 'All is well.',
            problem: false,
            refs: ['Service/shop/api'],
          },
          { dnsName: 'api.example.com', action: 'Create', message: 'It is to come.', problem: false, refs: [] },
        ],
      },
      ['The plan', '  UpToDate  Service/shop/api', '    All is well.', '  Create', '    It is to come.'],
    ],
    [
      'the last events',
      {
        events: [
          {
            object: 'Service/shop/api',
            time: '2026-01-01T12:00:00Z',
            type: 'Warning',
            reason: 'RecordError',
            message: 'It failed.',
            count: 3,
          },
        ],
      },
      ['Last events', '  2026-01-01T12:00:00Z  Warning RecordError  Service/shop/api, 3 times', '    It failed.'],
    ],
    [
      'what is not known',
      { notes: ['The events could not be read.'] },
      ['Not known', '  The events could not be read.'],
    ],
  ])('tells %s', (_, changes, block) => {
    expect(linesOf(changes).slice(2, -4)).toEqual(block);
  });

  it('names no owner where the registry knows none', () => {
    const { owner: _, ...anonymous } = trail();
    expect(explainText(anonymous).split('\n')[0]).toContain('api.example.com');
    expect(explainText(anonymous)).not.toContain('owner');
  });
});

import { describe, expect, it } from '@jest/globals';
import { isScheduledEvent } from '../../../lib/config/payload.ts';
import { parsed, problemsWith } from '../../support/parsed-config.ts';

const flags = [
  '--source=service',
  '--source=ingress',
  '--domain-filter=example.com',
  '--domain-filter=.example.org',
  '--zone-id-filter=Z1AB',
];
const takes =
  'it takes cluster, shard, summary, dryRun, verbose, doctor, approve, sources, namespace, domainFilter, zoneIdFilter.';

describe('a payload', () => {
  it.each([
    [{}, []],
    [null, []],
    [undefined, []],
    [{ sources: ['ingress', 'service'] }, []],
    [{ sources: ['ingress'] }, ['source']],
    [{ source: 'ingress' }, ['source']],
    [{ namespace: 'shop' }, ['namespace']],
    [{ domainFilter: 'a.example.com' }, ['domainFilter']],
    [{ domainFilter: ['example.com'] }, ['domainFilter']],
    [{ domainFilter: ['Example.com.', '.example.org'] }, []],
    [{ domainFilter: ['.example.com', '.example.org'] }, ['domainFilter']],
    [{ zoneIdFilter: ['Z1AB'] }, []],
    [{ zoneIdFilter: ['/hostedzone/Z1AB'] }, ['zoneIdFilter']],
    [{ dryRun: true, verbose: true, approve: 'abc' }, []],
    [
      { sources: ['service'], namespace: 'shop', domainFilter: 'a.example.com' },
      ['source', 'namespace', 'domainFilter'],
    ],
  ])('%j narrows %j', (payload, narrowed) => {
    expect(parsed({ flags, payload }).narrowed).toEqual(narrowed);
  });

  it('sets what it narrows, and how to answer', () => {
    const payload = {
      dryRun: true,
      verbose: true,
      approve: 'abc',
      sources: 'ingress',
      namespace: 'shop',
      domainFilter: 'a.example.com',
      zoneIdFilter: 'Z1AB',
    };
    expect(parsed({ flags, payload }).config).toMatchObject({
      dryRun: true,
      verbose: true,
      approve: 'abc',
      source: ['ingress'],
      namespace: 'shop',
      domainFilter: ['a.example.com'],
      zoneIdFilter: ['Z1AB'],
    });
  });

  it('keeps the scope as it was configured beside what it narrows', () => {
    expect(parsed({ flags, payload: { sources: 'ingress' } }).configured.source).toEqual(['service', 'ingress']);
    expect(parsed({ flags, payload: { namespace: 'shop' } }).configured.namespace).toBeUndefined();
  });

  it('compares domains in either spelling of IDNA', () => {
    const payload = { domainFilter: 'www.xn--bcher-kva.de' };
    expect(parsed({ flags: ['--source=fake', '--domain-filter=bücher.de'], payload }).narrowed).toEqual([
      'domainFilter',
    ]);
  });

  it('narrows by a filter where none is configured, to any value', () => {
    const payload = { domainFilter: 'example.net', zoneIdFilter: ['Z9'] };
    expect(parsed({ payload }).narrowed).toEqual(['domainFilter', 'zoneIdFilter']);
  });

  it('may repeat the namespace that is configured', () => {
    expect(parsed({ flags: ['--namespace=shop'], payload: { namespace: 'shop' } }).narrowed).toEqual([]);
  });

  it.each([
    ['text', ['The payload is "text"; it must be an object such as {"dryRun": true}.']],
    [7, ['The payload is 7; it must be an object such as {"dryRun": true}.']],
    [[], ['The payload is []; it must be an object such as {"dryRun": true}.']],
    [{ dryRun: 'yes' }, ['The payload\'s dryRun is "yes"; it must be true or false.']],
    [{ approve: 5 }, ["The payload's approve is 5; it must be a text."]],
    [{ namespace: ' ' }, ['The payload\'s namespace is " "; it must not be empty.']],
    [{ namespace: null }, ["The payload's namespace is null; it must be a text."]],
    [{ sources: [] }, ["The payload's sources is []; it must be a name or a list of names."]],
    [{ source: [1, ''] }, ['The payload\'s sources is [1,""]; it must be a name or a list of names.']],
    [{ domainFilter: { a: 1 } }, ['The payload\'s domainFilter is {"a":1}; it must be a name or a list of names.']],
    [{ approve: ['x'.repeat(100)] }, [`The payload's approve is ["${'x'.repeat(58)}...; it must be a text.`]],
    [
      { source: 'service', sources: 'service' },
      ["The payload's source and sources are one setting; keep one of them."],
    ],
    [{ dryrun: true }, ["The payload's dryrun is not known; did you mean dryRun?"]],
    [{ colour: 'red' }, [`The payload's colour is not known; ${takes}`]],
    [
      { txtOwnerId: 'me' },
      [`The payload's txtOwnerId cannot be set: a payload may narrow a run, never change it; ${takes}`],
    ],
    [{ policy: 'sync' }, [`The payload's policy cannot be set: a payload may narrow a run, never change it; ${takes}`]],
    [
      { sources: ['node', 'pod'] },
      [
        'The payload\'s sources has "node", which is not configured; configured are service, ingress.',
        'The payload\'s sources has "pod", which is not configured; configured are service, ingress.',
      ],
    ],
    [
      { domainFilter: 'notexample.com' },
      ['The payload\'s domainFilter has "notexample.com", which lies outside of example.com, .example.org.'],
    ],
    [
      { domainFilter: 'example.org' },
      ['The payload\'s domainFilter has "example.org", which lies outside of example.com, .example.org.'],
    ],
    [
      { domainFilter: 'com' },
      ['The payload\'s domainFilter has "com", which lies outside of example.com, .example.org.'],
    ],
    [{ zoneIdFilter: 'Z2' }, ['The payload\'s zoneIdFilter has "Z2", which lies outside of Z1AB.']],
    [{ zoneIdFilter: 'AB' }, ['The payload\'s zoneIdFilter has "AB", which lies outside of Z1AB.']],
  ])('%j is refused', (payload, problems) => {
    expect(problemsWith({ flags, payload })).toEqual(problems);
  });

  it.each([
    [
      '--namespace=shop',
      { namespace: 'other' },
      'The payload\'s namespace is "other", but the run is configured for "shop" alone.',
    ],
    [
      '--dry-run',
      { dryRun: false },
      "The payload's dryRun is false, but --dry-run is set; a payload may narrow a run, never widen it.",
    ],
    [
      '--regex-domain-filter=a',
      { domainFilter: 'a.com' },
      "The payload's domainFilter does not count where --regex-domain-filter or --regex-domain-exclusion is set; leave it out.",
    ],
  ])('against %s, %j gives: %s', (flag, payload, problem) => {
    expect(problemsWith({ flags: ['--source=fake', flag], payload })).toEqual([problem]);
  });

  it.each([
    [{ version: '0', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} }, true],
    [{ source: 'service' }, false],
    [null, false],
    ['detail-type', false],
  ])('%j is the event of a schedule: %j', (event, expected) => {
    expect(isScheduledEvent(event)).toBe(expected);
  });

  it.each(['dryRun', 'doctor', 'approve', 'namespace'])('may not have %s in the event of a schedule', (key) => {
    expect(problemsWith({ flags, payload: { 'detail-type': 'Scheduled Event', [key]: true } })).toEqual([
      `The payload's ${key} does not count in the event of a schedule; leave out detail-type, or ${key}.`,
    ]);
  });

  it('is empty in the event of a schedule', () => {
    expect(
      parsed({ flags, payload: { 'detail-type': 'Scheduled Event', source: 'aws.scheduler', detail: '{}' } }).narrowed,
    ).toEqual([]);
  });
});

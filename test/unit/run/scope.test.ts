import { describe, expect, it } from '@jest/globals';
import { deferred, outsideScope, parseScope, type Scope, scopeOf, widened } from '../../../lib/run/scope.ts';
import { configured } from '../../support/parsed-config.ts';

const wide: Scope = { sources: ['ingress', 'service'], filters: '' };
const shop: Scope = { ...wide, namespace: 'shop' };
const filtered: Scope = { ...wide, filters: 'app=web' };

describe('scopeOf', () => {
  it('names sources once and sorted, the namespace, and both filters', () => {
    expect(
      scopeOf(
        configured(
          ...['--source=service', '--source=ingress', '--source=service', '--namespace=shop'],
          ...['--label-filter=app=web', '--annotation-filter=team'],
        ),
      ),
    ).toEqual({ sources: ['ingress', 'service'], namespace: 'shop', filters: 'app=web & team' });
    expect(scopeOf(configured('--source=service'))).toEqual({ sources: ['service'], filters: '' });
  });
});

describe('parseScope', () => {
  it.each([wide, shop, filtered])('reads what the Lease stores: %j', (scope) => {
    expect(parseScope(JSON.stringify(scope))).toEqual(scope);
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['no object', '"service"'],
    ['sources that are no list', '{"sources":"service","filters":""}'],
    ['a source that is no name', '{"sources":[1],"filters":""}'],
    ['a namespace that is no name', '{"sources":[],"namespace":1,"filters":""}'],
    ['no filters', '{"sources":[]}'],
  ])('takes %s for no scope', (_, text) => {
    expect(parseScope(text)).toBeUndefined();
  });
});

describe('outsideScope', () => {
  it.each<readonly [string, Scope, Scope | undefined]>([
    ['there was no run before', shop, undefined],
    ['the run looks at the same', filtered, filtered],
    ['it looks at the same namespace', shop, shop],
    ['it looks at every namespace again', wide, shop],
    ['it looks at more sources', wide, { ...wide, sources: ['service'] }],
    ['it looks without the filter', wide, filtered],
  ])('is nothing when %s', (_, now, before) => {
    expect(outsideScope(now, before)).toEqual([]);
  });

  it.each<readonly [string, Scope, Scope, readonly object[]]>([
    ['a source that is not read any more', { ...wide, sources: ['service'] }, wide, [{ source: 'ingress' }]],
    [
      'everything but the namespace that is read alone',
      shop,
      wide,
      [
        { source: 'ingress', exceptNamespace: 'shop' },
        { source: 'service', exceptNamespace: 'shop' },
      ],
    ],
    [
      'everything but another namespace',
      shop,
      { ...wide, namespace: 'bank' },
      [
        { source: 'ingress', exceptNamespace: 'shop' },
        { source: 'service', exceptNamespace: 'shop' },
      ],
    ],
    ['every source whose filter is new', filtered, wide, [{ source: 'ingress' }, { source: 'service' }]],
    [
      'every source whose filter changed, in any namespace',
      { ...filtered, namespace: 'shop' },
      { ...filtered, filters: 'app=api' },
      [{ source: 'ingress' }, { source: 'service' }],
    ],
  ])('is %s', (_, now, before, absences) => {
    expect(outsideScope(now, before)).toEqual(absences.map((absence) => ({ ...absence, problem: expect.any(String) })));
  });

  it('is deferred to the next run where a payload says so', () => {
    const parts = outsideScope({ ...wide, sources: ['service'] }, wide);
    expect(parts.map(deferred)).toEqual([
      {
        source: 'ingress',
        cause: {
          code: 'Deferred',
          problem: 'this run does not read the source ingress, so what may belong to the rest is kept',
        },
      },
    ]);
  });
});

describe('the scope that is noted while records are left outside of the present one', () => {
  it.each<readonly [string, Scope, Scope, Scope]>([
    [
      'the sources of both',
      { ...wide, sources: ['service'] },
      { ...wide, sources: ['node', 'service'] },
      { ...wide, sources: ['node', 'service'] },
    ],
    ['every namespace, where they differ', shop, { ...shop, namespace: 'bank' }, wide],
    ['every namespace, where one reads them all', shop, wide, wide],
    ['their namespace', shop, shop, shop],
    ['no filter, where they differ', filtered, wide, wide],
    ['their filter', filtered, filtered, filtered],
  ])('has %s', (_, now, before, both) => {
    expect(widened(before, now)).toEqual(both);
    expect(widened(now, before)).toEqual(both);
  });
});

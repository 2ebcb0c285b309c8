import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gatewayHostname, intersectHostnames } from '../../../../lib/sources/gateway/hostname-match.ts';

describe('gatewayHostname', () => {
  it.each([
    ['a.example.org', 'a.example.org'],
    ['A.Example.ORG.', 'a.example.org'],
    ['*.Example.org', '*.example.org'],
    ['localhost', 'localhost'],
    ['bücher.example.org', 'xn--bcher-kva.example.org'],
    [`${'a'.repeat(63)}.org`, `${'a'.repeat(63)}.org`],
  ])('reads %s as %s', (name, host) => {
    expect(gatewayHostname(name)).toBe(host);
  });

  it.each([
    '',
    '*',
    '*.',
    '*.*.org',
    'a.*.org',
    'a*.org',
    '1.2.3.4',
    '2001:db8::1',
    'a_b.org',
    '-a.org',
    'a-.org',
    'a..org',
    '.org',
    `${'a'.repeat(64)}.org`,
    `${'a.'.repeat(127)}org`,
    'a b.org',
  ])('reads %j as no hostname', (name) => {
    expect(gatewayHostname(name)).toBeUndefined();
  });
});

describe('intersectHostnames', () => {
  it.each([
    ['', '', ''],
    ['', 'a.x', 'a.x'],
    ['*.x', '', '*.x'],
    ['a.x', 'a.x', 'a.x'],
    ['*.x', 'a.x', 'a.x'],
    ['*.x', 'b.a.x', 'b.a.x'],
    ['*.x', '*.y.x', '*.y.x'],
    ['*.x', '*.x', '*.x'],
    ['*.x', 'x', undefined],
    ['*.x', 'ax', undefined],
    ['*.x', 'a.z', undefined],
    ['a.x', 'b.x', undefined],
    ['*.a.x', '*.b.x', undefined],
  ])('finds in %j and %j the name %j, whichever comes first', (one, other, common) => {
    expect(intersectHostnames(one, other)).toBe(common);
    expect(intersectHostnames(other, one)).toBe(common);
  });

  const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 });
  const names = labels.map((each) => each.join('.'));
  const hostnames = fc.oneof(
    names,
    names.map((each) => `*.${each}`),
  );

  it('gives a name that both cover: exactly those names are common', () => {
    const stands = (host: string, name: string) => intersectHostnames(host, name) === name;
    fc.assert(
      fc.property(hostnames, hostnames, names, (one, other, name) => {
        const common = intersectHostnames(one, other);
        expect(stands(one, name) && stands(other, name)).toBe(common !== undefined && stands(common, name));
      }),
    );
  });
});

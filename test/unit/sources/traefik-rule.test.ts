import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostsOfRule } from '../../../lib/sources/traefik-rule.ts';

describe('hostsOfRule', () => {
  it.each([
    ['Host(`a.x`, `b.x`) && Path(`/p`)', ['a.x', 'b.x'], []],
    ['HostSNI(`a.x`) && !Host(`n.x`)', ['a.x', 'n.x'], []],
    ['HostHeader( `a.x` )||Host(`*.x`)', ['a.x', '*.x'], []],
    ['HostSNI(`*`)', [], []],
    ['Host(`a.x,b.x`)', [], ['a.x,b.x']],
    ['Host("a.x")', [], ['Host("a.x")']],
    ['host(`a.x`)', [], ['host(`a.x`)']],
    ['HostRegexp(`^.+\\.x$`)', [], ['HostRegexp(`^.+\\.x$`)']],
    ['Host(`a.x`, "b.x")', [], ['Host(`a.x`, "b.x")']],
    ['Host(`a.x`\n)', ['a.x'], []],
    ['Host(`a.x', [], ['Host(`a.x']],
    ['PathPrefix(`/Host`) && ClientIP(`10.0.0.0/8`)', [], []],
    ['', [], []],
  ])('reads %j', (rule, names, unreadable) => {
    expect(hostsOfRule(rule)).toEqual({ names, unreadable });
  });

  it('finds every name of well-formed calls, whatever stands between them', () => {
    const names = fc.array(fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2}$/), { minLength: 1, maxLength: 4 });
    const call = fc.tuple(fc.constantFrom('Host', 'HostSNI', 'HostHeader'), names);
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 4 }),
        fc.constantFrom(' && ', ' || ', '&&!', ' && Path(`/x`) || '),
        (calls, between) => {
          const rule = calls
            .map(([name, list]) => `${name}(${list.map((each) => `\`${each}\``).join(', ')})`)
            .join(between);
          expect(hostsOfRule(rule)).toEqual({ names: calls.flatMap(([, list]) => list), unreadable: [] });
        },
      ),
    );
  });
});

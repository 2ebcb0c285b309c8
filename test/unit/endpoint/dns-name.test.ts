import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filterName, plannerName } from '../../../lib/endpoint/dns-name.ts';

describe('plannerName', () => {
  it.each([
    ['Foo.Example.COM', 'foo.example.com'],
    ['a.example.com.', 'a.example.com'],
    [' a.example.com ', 'a.example.com'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['faß.de', 'fass.de'],
    ['EXAMPLE。COM', 'example.com'],
    ['*.Example.com', '*.example.com'],
    ['_sip._tcp.x', '_sip._tcp.x'],
    ['\\052.x', '\\052.x'],
    ['-a.x', '-a.x'],
    ['xn--zz.x', 'xn--zz.x'],
    ['XN--zz.X', 'xn--zz.x'],
    ['', ''],
    // Longer than IDNA is asked about.
    ['Ü'.repeat(1001), 'ü'.repeat(1001)],
  ])('knows "%s" as "%s"', (name, expected) => {
    expect(plannerName(name)).toBe(expected);
  });

  it('knows a name that it has normalised by the same spelling', () => {
    fc.assert(
      fc.property(fc.domain(), (name) => {
        expect(plannerName(plannerName(name.toUpperCase()))).toBe(plannerName(name));
      }),
    );
  });
});

describe('filterName', () => {
  it.each([
    ['WWW.xn--bcher-kva.de.', 'www.bücher.de'],
    ['Bücher.DE', 'bücher.de'],
    ['.Example.com', '.example.com'],
    ['*.example.com', '*.example.com'],
    ['xn--zz.x', 'xn--zz.x'],
    ['', ''],
  ])('shows "%s" to filters as "%s"', (name, expected) => {
    expect(filterName(name)).toBe(expected);
  });
});

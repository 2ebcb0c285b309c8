import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseGoDuration } from '../../../lib/config/go-duration.ts';

describe('a Go duration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['30s', 30],
    ['1m30s', 90],
    ['20.5s', 20.5],
    ['999ms', 0.999],
    ['1h', 3600],
    ['1.5h', 5400],
    ['0.1m', 6],
    ['4.35m', 261],
    ['.5s', 0.5],
    ['1.s', 1],
    ['-1h', -3600],
    ['+5s', 5],
    ['-0', 0],
    ['1us', 0.000001],
    ['1µs', 0.000001],
    ['1μs', 0.000001],
    ['5ns', 0.000000005],
    ['1s1s', 2],
    ['1s1h', 3601],
    ['2562047h', 9223369200],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseGoDuration(text)).toBe(seconds);
  });

  it.each([
    '',
    `${'0'.repeat(255)}1s`,
    '60',
    '1d',
    '60.5',
    '1h-5m',
    ' 60s',
    '60s ',
    '1_000s',
    '0x10',
    '.s',
    '.',
    '-',
    's',
    '1e3s',
    '1S',
    '3000000h',
  ])('%j is none', (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  });

  it('adds its parts up exactly', () => {
    const part = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(
        part,
        part,
        part,
        (h, m, ms) => parseGoDuration(`${h}h${m}m${ms}ms`) === (h * 3_600_000 + m * 60_000 + ms) / 1000,
      ),
    );
  });
});

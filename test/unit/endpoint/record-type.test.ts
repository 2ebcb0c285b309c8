import { describe, expect, it } from '@jest/globals';
import { recordTypeOfTarget } from '../../../lib/endpoint/record-type.ts';

describe('recordTypeOfTarget', () => {
  it.each([
    ['192.0.2.1', 'A'],
    ['2001:DB8::1', 'AAAA'],
    ['::ffff:1.2.3.4', 'AAAA'],
    ['fe80::1%eth0', 'AAAA'],
    ['', 'CNAME'],
    ['01.2.3.4', 'CNAME'],
    ['1.2.3.4.', 'CNAME'],
    ['1.2.3', 'CNAME'],
    ['[::1]', 'CNAME'],
    ['lb.example.net', 'CNAME'],
  ])('the target "%s" asks for %s', (target, expected) => {
    expect(recordTypeOfTarget(target)).toBe(expected);
  });
});

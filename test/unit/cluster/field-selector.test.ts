import { describe, expect, it } from '@jest/globals';
import { fieldSelector } from '../../../lib/cluster/field-selector.ts';

describe('fieldSelector', () => {
  it.each([
    ['one field', { 'metadata.name': 'web' }, 'metadata.name=web'],
    [
      'several, all of which must hold',
      { 'involvedObject.kind': 'Service', type: 'Warning' },
      'involvedObject.kind=Service,type=Warning',
    ],
    ['the characters of its own language', { 'metadata.name': 'a,b=c\\d' }, 'metadata.name=a\\,b\\=c\\\\d'],
  ])('writes %s', (_, fields, text) => expect(fieldSelector(fields)).toBe(text));
});

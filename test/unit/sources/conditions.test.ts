import { describe, expect, it } from '@jest/globals';
import { conditions, unmet } from '../../../lib/sources/conditions.ts';

describe('unmet', () => {
  it.each([
    ['nothing of a condition that holds', [{ type: 'Accepted', status: 'True', reason: 'Accepted' }], undefined],
    [
      'the first of several',
      [
        { type: 'Accepted', status: 'False', reason: 'A' },
        { type: 'Accepted', status: 'True' },
      ],
      'A',
    ],
    ['that it is absent', [{ type: 'Ready', status: 'True' }], 'the condition Accepted is not set'],
    ['reason and message', [{ type: 'Accepted', status: 'False', reason: 'A', message: 'It is so. ' }], 'A: It is so'],
    ['the message alone', [{ type: 'Accepted', status: 'False', message: 'it is so' }], 'it is so'],
    ['the status for want of words', [{ type: 'Accepted', status: 'Unknown' }], 'the condition Accepted is Unknown'],
    ['an empty status', [{ type: 'Accepted' }], 'the condition Accepted is not set'],
  ])('tells %s', (_, list, expected) => {
    expect(unmet(conditions.parse(list), 'Accepted')).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { labelSelector, selectsLabels } from '../../../lib/sources/label-selector.ts';

const expression = (operator: string, values?: readonly string[], key = 'team') => ({
  matchExpressions: [{ key, operator, ...(values && { values }) }],
});

describe('selectsLabels', () => {
  it.each([
    ['an absent selector', undefined, false],
    ['a null selector', null, false],
    ['an empty selector', {}, true],
    ['an equal label', { matchLabels: { team: 'shop' } }, true],
    ['another value', { matchLabels: { team: 'bank' } }, false],
    ['one of two labels', { matchLabels: { team: 'shop', tier: 'front' } }, false],
    ['a name that every JavaScript object has', { matchLabels: { constructor: '' } }, false],
    ['In with the value', expression('In', ['bank', 'shop']), true],
    ['In without the value', expression('In', ['bank']), false],
    ['In on an absent label', expression('In', ['bank'], 'tier'), false],
    ['NotIn with the value', expression('NotIn', ['shop']), false],
    ['NotIn on an absent label', expression('NotIn', ['shop'], 'tier'), true],
    ['Exists', expression('Exists'), true],
    ['Exists on an absent label', expression('Exists', [], 'tier'), false],
    ['DoesNotExist', expression('DoesNotExist'), false],
    ['DoesNotExist on an absent label', expression('DoesNotExist', [], 'tier'), true],
    ['an operator that does not exist', expression('Near', ['shop']), false],
  ])('judges the labels {team: shop} by %s', (_, selector, expected) => {
    expect(selectsLabels(labelSelector.parse(selector), { team: 'shop' })).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { foldRefusals } from '../../../lib/cluster/fold-refusals.ts';

const expired = 'the credentials were not accepted; renew them';

describe('refused requests', () => {
  it.each([
    [
      'that were answered alike are one problem',
      [`GET /a was answered with 401: ${expired}`, `GET /b was answered with 401: ${expired}`],
      [`GET /a, GET /b were answered with 401: ${expired}`],
    ],
    [
      'that were answered otherwise stay apart',
      ['GET /a was answered with 403: User "x" cannot list "a"', `GET /b was answered with 401: ${expired}`],
      ['GET /a was answered with 403: User "x" cannot list "a"', `GET /b was answered with 401: ${expired}`],
    ],
    ['that say the same twice say it once', ['timed out', 'timed out', 'gone'], ['timed out', 'gone']],
    ['that are none are none', [], []],
  ])('%s', (_, problems, folded) => {
    expect(foldRefusals(problems)).toEqual(folded);
  });
});

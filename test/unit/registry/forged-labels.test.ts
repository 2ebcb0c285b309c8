import { expect, it } from '@jest/globals';
import { labelText, parseLabelText } from '../../../lib/registry/txt-label.ts';

it.each([
  ['a value with a comma', { resource: 'a,external-dns/owner=you' }],
  ['a key with a comma', { 'a,external-dns/owner': 'you' }],
  ['a key with an equals sign', { 'owner=you,external-dns/a': 'b' }],
])('%s brings no second owner into a row', (_, forged) => {
  expect(parseLabelText(labelText({ owner: 'me', ...forged }))).toEqual({ owner: 'me' });
});

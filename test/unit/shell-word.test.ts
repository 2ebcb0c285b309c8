import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { shellWord } from '../../lib/shell-word.ts';

it.each([
  'plain',
  '--domain-filter=example.com',
  '',
  'a b',
  "it's",
  '{{.Name}}.a.org',
  '%{record_type}-',
  '$HOME `id` "x"',
  'a\nb',
])('a shell reads %j back as it was', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]).toString()).toBe(text);
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { flags } from '../../lib/config/flags.ts';
import { camelCase } from '../../lib/config/names.ts';

const root = join(import.meta.dirname, '..', '..');
const readers = globSync('lib/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('lib/config/'))
  .map((file) => readFileSync(join(root, file), 'utf8'));

it.each(Object.keys(flags))('something outside of the configuration reads --%s', (name) => {
  expect(readers.some((text) => new RegExp(`\\b${camelCase(name)}\\b`).test(text))).toBe(true);
});

import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { sinkKinds } from '../../../../lib/events/sinks/index.ts';

it('every file of the family is a sink of its name, and the cluster is the first', () => {
  const files = readdirSync('lib/events/sinks').map((file) => file.replace(/\.ts$/, ''));
  expect(files.filter((file) => file !== 'index').sort()).toEqual(sinkKinds.map(({ name }) => name).sort());
  expect(sinkKinds[0].name).toBe('kubernetes');
});

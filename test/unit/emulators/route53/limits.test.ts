import { describe, expect, it } from '@jest/globals';
import { batchLimitProblems } from '../../../../lib/emulators/route53/limits.ts';
import type { Change } from '../../../../lib/emulators/route53/record-set.ts';
import { alias, create, plain, remove, upsert } from './batch-fixture.ts';

const many = (count: number, change: (index: number) => Change) =>
  Array.from({ length: count }, (_, index) => change(index));
const address = (index: number) => plain(`n${index}.example.org`, 'A', '192.0.2.1');
const text = (length: number) => plain('t.example.org', 'TXT', 'x'.repeat(length));

const records = 'Number of records limit of 1000 exceeded.';
const characters = 'RDATA character limit of 32000 exceeded.';

describe('a batch', () => {
  it.each<[string, readonly Change[], readonly string[]]>([
    ['may create 1,000 values', many(1000, (index) => create(address(index))), []],
    ['may not create 1,001', many(1001, (index) => create(address(index))), [records]],
    ['may not delete 1,001', many(1001, (index) => remove(address(index))), [records]],
    ['may upsert 500 values', many(500, (index) => upsert(address(index))), []],
    ['may not upsert 501', many(501, (index) => upsert(address(index))), [records]],
    [
      'counts an alias as one value',
      many(1001, (index) => create(alias(`n${index}.example.org`, 'A', 'x.example.org'))),
      [records],
    ],
    ['may create 32,000 characters', many(8, () => create(text(4000))), []],
    ['may not create 32,001', [...many(8, () => create(text(4000))), create(text(1))], [characters]],
    ['may upsert 16,000 characters', many(4, () => upsert(text(4000))), []],
    ['may not upsert 16,001', [...many(4, () => upsert(text(4000))), upsert(text(1))], [characters]],
    [
      'breaks every limit it breaks',
      many(4001, (index) => create(address(index))),
      ['Cannot have more than 4000 changes in a batch.', records, characters],
    ],
  ])('%s', (_, changes, problems) => {
    expect(batchLimitProblems(changes)).toEqual(problems);
  });
});

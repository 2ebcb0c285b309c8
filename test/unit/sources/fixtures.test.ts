import { describe, expect, it } from '@jest/globals';
import { sources } from '../../../lib/sources/index.ts';
import { casesOf, contextOf, expectedOutcome, outcomeOf } from '../../support/source-fixture.ts';

describe.each([...sources.values()])('the source $name', (source) => {
  it.each(casesOf(source.name))('$title', async (each) => {
    expect(outcomeOf(await source.read(contextOf(source, each)))).toEqual(expectedOutcome(each));
  });
});

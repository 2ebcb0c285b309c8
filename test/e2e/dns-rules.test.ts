import { afterEach, beforeEach, describe, it } from '@jest/globals';
import { examplesForDns, playPlannerExample } from '../support/play-planner-example.ts';
import { handBack, takeOver, takeOvers } from '../support/play-take-over.ts';
import { ZoneKeeper } from '../support/zone-keeper.ts';
import { txtOptions } from '../support/zone-records.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';

let account: Connection;

beforeEach(async () => {
  account = await connect();
});

afterEach(() => account.close());

describe('on the embedded Route 53, as records and rows', () => {
  it.each(examplesForDns.map((example) => [example[0], example] as const))('%s', (_, example) =>
    playPlannerExample(new ZoneKeeper(account.client, txtOptions()), example),
  );
});

describe('between ExternalDNS and this, on the embedded Route 53', () => {
  it.each(takeOvers)('a zone with %j, %s %s and its row %s (%s) is taken over without a change', (...example) =>
    takeOver(account.client, example),
  );

  it.each(takeOvers)('and one with %j, %s %s gets the row %s (%s) that ExternalDNS would read', (...example) =>
    handBack(account.client, example),
  );
});

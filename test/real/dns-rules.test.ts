import { Route53Client } from '@aws-sdk/client-route-53';
import { beforeAll, describe, it } from '@jest/globals';
import { examplesForDns, playPlannerExample } from '../support/play-planner-example.ts';
import { handBack, takeOver, takeOvers } from '../support/play-take-over.ts';
import { ZoneKeeper } from '../support/zone-keeper.ts';
import { txtOptions } from '../support/zone-records.ts';
import { motoForSuite } from './moto-for-suite.ts';

let client: Route53Client;

motoForSuite();

beforeAll(() => {
  client = new Route53Client({ region: 'us-east-1' });
});

describe('on moto, as records and rows', () => {
  it.each(examplesForDns.map((example) => [example[0], example] as const))('%s', (_, example) =>
    playPlannerExample(new ZoneKeeper(client, txtOptions()), example),
  );
});

describe('between ExternalDNS and this, on moto', () => {
  it.each(takeOvers)('a zone with %j, %s %s and its row %s (%s) is taken over without a change', (...example) =>
    takeOver(client, example),
  );

  it.each(takeOvers)('and one with %j, %s %s gets the row %s (%s) that ExternalDNS would read', (...example) =>
    handBack(client, example),
  );
});

import { Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import { examplesForDns, playPlannerExample } from '../support/play-planner-example.ts';
import { handBack, takeOver, takeOvers } from '../support/play-take-over.ts';
import { ZoneKeeper } from '../support/zone-keeper.ts';
import { txtOptions } from '../support/zone-records.ts';
import { type Moto, startMoto } from './moto.ts';

let moto: Moto;
let client: Route53Client;

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new Route53Client({ endpoint: moto.endpoint, region: 'us-east-1', credentials });
});

afterAll(() => moto?.stop());

beforeEach(() => moto.reset());

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

import { describe, expect, it } from '@jest/globals';
import { connector } from '../../lib/sources/connector.ts';
import { dialTcp, receiveGob, streamLimits } from '../../lib/sources/connector-stream.ts';
import type { GoEndpoint } from '../support/gob-encoder.ts';
import { contextOf, endpointText } from '../support/source-fixture.ts';
import { startConnector } from './connector-server.ts';

/** What the Go server sends, as the decoder gives it. */
async function receive(address: string): Promise<unknown> {
  const [host = '', port] = address.split(':');
  return receiveGob({ host, port: Number(port) }, dialTcp(streamLimits), new AbortController().signal);
}

/** Reads over TCP, as in a run. */
function readSource(address: string) {
  const flags = [`--connector-source-server=${address}`];
  const { dial: _, ...context } = contextOf(connector, { title: 'real', flags });
  return connector.read(context);
}

const full: GoEndpoint = {
  DNSName: 'a.example.org',
  Targets: ['1.2.3.4', '5.6.7.8'],
  RecordType: 'A',
  SetIdentifier: 'blue',
  RecordTTL: 60,
  Labels: { resource: 'service/shop/web', team: 'web' },
  ProviderSpecific: [{ Name: 'aws/weight', Value: '10' }],
};

const many = Array.from({ length: 20_000 }, (_, index) => ({ ...full, DNSName: `host-${index}.example.org` }));
const bigMap = Object.fromEntries(
  Array.from({ length: 5000 }, (_, index) => [`key-${index}`, 'v'.repeat(index % 300)]),
);

describe('a Go server that uses encoding/gob', () => {
  it.each<[string, readonly GoEndpoint[]]>([
    ['an empty list', []],
    ['every field', [full]],
    ['an endpoint that is zero in every field', [{}]],
    ['zero fields among others', [{ RecordType: 'A' }, full, { ProviderSpecific: [{ Value: 'v' }, {}] }]],
    [
      'negative and great numbers',
      [-1, 1, 63, 64, 127, 128, -64, -65, 2 ** 31, 2 ** 53 - 1].map((RecordTTL) => ({ RecordTTL })),
    ],
    [
      'other scripts and control characters',
      [{ DNSName: 'müller.例え.org', Targets: ['\u0000\t"\\', '🦊'], Labels: { ключ: 'значение' } }],
    ],
    ['20,000 endpoints', many],
    ['a map of 5,000 labels', [{ Labels: bigMap }]],
    ['a text of 100,000 characters', [{ Targets: ['x'.repeat(100_000)] }]],
  ])('is understood when it sends %s', async (_, endpoints) => {
    await using server = await startConnector('pointers');
    await server.hold(endpoints);
    expect(await receive(server.address)).toEqual(endpoints);
  });

  it.each(['values', 'open'] as const)('is understood when it sends %s', async (shape) => {
    await using server = await startConnector(shape);
    await server.hold([full, {}]);
    expect(await receive(server.address)).toEqual([full, {}]);
  });

  it('is understood when it sends another struct with fields of the same names', async () => {
    await using server = await startConnector('other');
    await server.hold([full]);
    const { endpoints } = await readSource(server.address);
    expect(endpoints.map(endpointText)).toEqual(['A a.example.org -> 1.2.3.4, 5.6.7.8 res=connector/a.example.org']);
  });

  it('is read anew in every run', async () => {
    await using server = await startConnector('pointers');
    await server.hold([full]);
    expect((await readSource(server.address)).endpoints.map(endpointText)).toEqual([
      'A a.example.org -> 1.2.3.4, 5.6.7.8 ttl=60 set=blue ps{aws/weight=10} label{team=web} res=connector/service/shop/web',
    ]);
    await server.hold([]);
    expect((await readSource(server.address)).endpoints).toEqual([]);
  });

  it('fails the source when it sends no list', async () => {
    await using server = await startConnector('text');
    await expect(readSource(server.address)).rejects.toThrow('sent no list of endpoints');
  });
});

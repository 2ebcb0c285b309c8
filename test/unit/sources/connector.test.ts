import { describe, expect, it } from '@jest/globals';
import { connector } from '../../../lib/sources/connector.ts';
import { RemoteError } from '../../../lib/sources/remote-error.ts';
import type { DialAddress } from '../../../lib/sources/source.ts';
import { SourceError } from '../../../lib/sources/source-error.ts';
import { gobMessage, gobStream, signed } from '../../support/gob-encoder.ts';
import { contextOf } from '../../support/source-fixture.ts';

/** Reads with the flag as given, from a server that sends these bytes. */
async function readFrom(server: string, stream: Buffer) {
  const dialled: DialAddress[] = [];
  const context = contextOf(connector, { title: server, flags: [`--connector-source-server=${server}`] });
  const dial = async (address: DialAddress) => {
    dialled.push(address);
    return ReadableStream.from([stream]);
  };
  return { ...(await connector.read({ ...context, dial })), dialled };
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** `[]struct{ DNSName int }{{7}}` */
const otherKind = Buffer.concat([
  gobMessage(signed(-65), bytes('0202ff840000')),
  gobMessage(signed(-66), bytes('03020101'), Buffer.from('\x07DNSName'), bytes('0104000000')),
  gobMessage(signed(65), bytes('0001010e00')),
]);

describe('the source connector', () => {
  it.each([
    ['localhost:8080', { host: 'localhost', port: 8080 }],
    ['connector.dns.svc:65535', { host: 'connector.dns.svc', port: 65_535 }],
    ['10.0.0.1:1', { host: '10.0.0.1', port: 1 }],
    ['[2001:db8::1]:8080', { host: '2001:db8::1', port: 8080 }],
    [':8080', { host: 'localhost', port: 8080 }],
  ])('dials %s', async (server, address) => {
    expect((await readFrom(server, gobStream([]))).dialled).toEqual([address]);
  });

  it.each(['localhost', 'localhost:', 'localhost:0', 'localhost:65536', '2001:db8::1:8080', '[]:8080', 'http://a:80'])(
    'does not dial %s',
    async (server) => {
      const reading = readFrom(server, gobStream([]));
      await expect(reading).rejects.toBeInstanceOf(SourceError);
      await expect(reading).rejects.toThrow(`--connector-source-server is "${server}"`);
    },
  );

  it.each([
    ['a text', gobMessage(bytes('0c00026869')), 'the field (the object itself) is a string where a list is meant'],
    ['names of another kind', otherKind, 'the field [0].DNSName is a number where a string is meant'],
  ])('fails whole on %s, which would else delete all its records', async (_, stream, problem) => {
    const reading = readFrom('localhost:8080', stream);
    await expect(reading).rejects.toEqual(
      new RemoteError(`--connector-source-server localhost:8080 sent no list of endpoints: ${problem}`),
    );
  });

  it('keeps a TTL that no number can hold from costing more than itself', async () => {
    const stream = gobStream([{ DNSName: 'a.b', RecordType: 'A', Targets: ['1.2.3.4'], RecordTTL: 2n ** 62n }]);
    const { endpoints, warnings } = await readFrom('localhost:8080', stream);
    expect(endpoints).toMatchObject([{ dnsName: 'a.b' }]);
    expect(endpoints[0]).not.toHaveProperty('ttl');
    expect(warnings).toHaveLength(1);
  });
});

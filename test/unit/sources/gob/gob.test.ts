import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readGob } from '../../../../lib/sources/gob/gob.ts';
import { GobError } from '../../../../lib/sources/gob/gob-error.ts';
import { longestStream } from '../../../../lib/sources/gob/gob-messages.ts';
import { mostValues } from '../../../../lib/sources/gob/gob-value.ts';
import {
  endpointTypes,
  type GoEndpoint,
  gobMessage,
  gobStream,
  signed,
  unsigned,
} from '../../../support/gob-encoder.ts';

async function* inChunks(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const read = (...parts: readonly Uint8Array[]): Promise<unknown> => readGob(inChunks(Buffer.concat(parts)));

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** `[]*Endpoint` and the values below come from Go's encoder. */
const one = bytes('27 ff8c0001010f6162632e6578616d706c652e6f7267010107312e322e332e3401014102fe016800');
const full = bytes('2b ff8c00010103612e62010103632e640105434e414d4501017301780101016b0176010101016e0101770000');
const empty = bytes('04 ff8c0000');

const oneEndpoint = { DNSName: 'abc.example.org', Targets: ['1.2.3.4'], RecordType: 'A', RecordTTL: 180 };

describe('readGob, of what a Go encoder wrote', () => {
  it('reads an endpoint, without the fields that are zero', async () => {
    expect(await read(...endpointTypes, one)).toEqual([oneEndpoint]);
  });

  it('reads an endpoint with every field', async () => {
    expect(await read(...endpointTypes, full)).toEqual([
      {
        DNSName: 'a.b',
        Targets: ['c.d'],
        RecordType: 'CNAME',
        SetIdentifier: 's',
        RecordTTL: 60,
        Labels: { k: 'v' },
        ProviderSpecific: [{ Name: 'n', Value: 'w' }],
      },
    ]);
  });

  it('reads an empty list', async () => {
    expect(await read(...endpointTypes, empty)).toEqual([]);
  });

  it('takes the first value and leaves the second', async () => {
    expect(await read(...endpointTypes, empty, one)).toEqual([]);
  });

  it('reads definitions in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(endpointTypes, { minLength: endpointTypes.length }), async (types) => {
        expect(await read(...types, one)).toEqual([oneEndpoint]);
      }),
    );
  });

  it('reads a stream however it is cut', async () => {
    const stream = Buffer.concat([...endpointTypes, full]);
    const whole = await read(stream);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(stream.length)), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
        expect(await readGob(inChunks(...chunks))).toEqual(whole);
      }),
    );
  });

  it('does not wait for the sender to close', async () => {
    async function* open(): AsyncGenerator<Uint8Array> {
      yield Buffer.concat([...endpointTypes, one]);
      throw new Error('a byte more was asked for');
    }
    expect(await readGob(open())).toEqual([oneEndpoint]);
  });

  it('passes errors of the connection through', async () => {
    const reason = new Error('connection reset');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes('0dff8b');
      throw reason;
    }
    await expect(readGob(broken())).rejects.toBe(reason);
  });
});

/** Any text but a lone surrogate, which UTF-8 cannot hold. */
const text = fc.string({ unit: 'binary' });
const ttl = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
});
const goEndpoint: fc.Arbitrary<GoEndpoint> = fc.record({
  DNSName: text,
  Targets: fc.array(text),
  RecordType: text,
  SetIdentifier: text,
  RecordTTL: ttl,
  Labels: fc.dictionary(text, text),
  ProviderSpecific: fc.array(fc.record({ Name: text, Value: text })),
});

/** Gob tells no zero value from an absent one, except that of maps. */
const withoutZeros = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each && !(Array.isArray(each) && each.length === 0)));

it('reads back whatever endpoints are sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(goEndpoint), async (endpoints) => {
      const sent = endpoints.map((each) => ({
        ...each,
        ProviderSpecific: each.ProviderSpecific?.map(withoutZeros),
      }));
      expect(await read(gobStream(endpoints))).toEqual(sent.map(withoutZeros));
    }),
  );
});

/**
 * A list of one struct with fields of every kind: pointers, a float, a complex, a bool, a uint64, bytes, an array, a
 * time (which marshals itself), a nil interface, itself, and a map by numbers.
 */
const other = bytes(
  '0dff89020102ff8a0001ff800000ffa87f030101054f7468657201ff8000010d010657656967687401080001075461726765747301ff820001055068617365010e000107456e61626c65640102000107444e534e616d65010c000105436f756e740106000103526177010a0001045061697201ff8400010553696e636501ff860001074e6f7468696e670110000106506172656e7401ff8000010842794e756d62657201ff8800010a5265636f726454797065010c00000017ff81020101095b5d2a737472696e6701ff8200010c000018ff83010101085b325d696e74333201ff840001040104000010ff850501010454696d6501ff8600000024ff87040101136d61705b696e745d2a6d61696e2e4f7468657201ff8800010401ff8000005aff8a000101fee03f010107312e322e332e3401fef03fffc001010103612e6201f880000000000000000102000101020102010f010000000e7791f7010000000000000201fef0bf07020000000101010601020200000001014100',
);

describe('readGob, of types that an endpoint does not have', () => {
  it('reads past fields of every kind', async () => {
    expect(await read(other)).toEqual([
      {
        Weight: 0.5,
        Targets: ['1.2.3.4'],
        Phase: [1, -2],
        Enabled: true,
        DNSName: 'a.b',
        Count: 2n ** 63n,
        Raw: bytes('0001'),
        Pair: [-1, 1],
        Since: bytes('010000000e7791f701000000000000'),
        Parent: { Weight: -1, Pair: [0, 0] },
        ByNumber: { '-1': { Count: 1, Pair: [0, 0] } },
        RecordType: 'A',
      },
    ]);
  });

  it.each([
    ['a bool', '020001', true],
    ['a string', '0c00026869', 'hi'],
    ['a negative number', '040003', -2],
    ['the least number', '0400f8ffffffffffffffff', -(2n ** 63n)],
  ])('reads %s at the top', async (_, hex, value) => {
    expect(await read(gobMessage(bytes(hex)))).toEqual(value);
  });
});

describe('readGob, of bytes that are no stream', () => {
  it.each([
    ['nothing', '', 'the stream ends before a value'],
    ['half a length', 'fe01', 'the stream ends within a message'],
    ['half a message', '0dff8b02', 'the stream ends within a message'],
    ['an empty message', '00', '1 bytes are announced where 0 are left'],
    ['an unknown type', '03 ff8c 00', 'a value has the type 70, which was never defined'],
    ['a length of nine bytes', 'f7 000000000000000000', 'a number of 9 bytes is announced where 8 are the most'],
    ['a length beyond the limit', 'f8 ffffffffffffffff', 'the stream is longer than 32 MiB'],
    ['a value without its zero byte', '03 04 0102', 'a value is not preceded by its zero byte'],
    ['bytes after a value', '04 04 00 02 00', 'a message has 1 bytes too many'],
    ['a string longer than its message', '04 0c 00 05 61', '5 elements are announced where 1 bytes are left'],
    [
      'an interface that holds something',
      '06 10 00 03 616263',
      'a field is an interface (of abc), which no endpoint has',
    ],
    ['a definition of nothing', '03 ff81 00', 'a type definition describes no type'],
  ])('refuses %s', async (_, hex, message) => {
    await expect(read(bytes(hex))).rejects.toEqual(new GobError(message));
  });

  it('refuses a type that is defined twice', async () => {
    const [first = Buffer.of()] = endpointTypes;
    await expect(read(first, first)).rejects.toEqual(new GobError('the type 70 is defined twice'));
  });

  it('refuses definitions without end', async () => {
    const name = Buffer.concat([unsigned(2 ** 20), Buffer.alloc(2 ** 20, 97)]);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let id = 65; ; id += 1) yield gobMessage(signed(-id), bytes('030101'), name, bytes('000000'));
    }
    await expect(readGob(endless())).rejects.toEqual(new GobError('the stream is longer than 32 MiB'));
  });

  it('refuses more than it may hold, as soon as that is sent', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield unsigned(longestStream);
      for (;;) {
        sent += 2 ** 20;
        yield Buffer.alloc(2 ** 20);
      }
    }
    await expect(readGob(endless())).rejects.toEqual(new GobError('the stream is longer than 32 MiB'));
    expect(sent).toBe(longestStream);
  });

  it('refuses values nested without end', async () => {
    const listOfItself = gobMessage(signed(-65), bytes('0202 ff82 0000'));
    const nested = gobMessage(signed(65), Buffer.of(0), Buffer.alloc(1000, 1));
    await expect(read(listOfItself, nested)).rejects.toEqual(new GobError('values are nested more than 64 deep'));
  });

  it('refuses more values than fit into memory', async () => {
    const bools = gobMessage(signed(-65), bytes('0202 02 0000'));
    const many = gobMessage(signed(65), Buffer.of(0), unsigned(mostValues), Buffer.alloc(mostValues));
    await expect(read(bools, many)).rejects.toEqual(new GobError('the stream holds more than 2000000 values'));
  });

  it('fails with a GobError alone, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (stream) => onlyGobErrors(stream)),
      { numRuns: 500 },
    );
  });

  it('fails with a GobError alone, whatever a sound stream is made into', async () => {
    const sound = gobStream([oneEndpoint, { DNSName: 'b', Labels: { k: 'v' }, ProviderSpecific: [{ Name: 'n' }] }]);
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const damaged = Buffer.from(sound);
        for (const [place, value] of changes) damaged[place] = value;
        return onlyGobErrors(damaged);
      }),
      { numRuns: 1000 },
    );
  });
});

async function onlyGobErrors(stream: Uint8Array): Promise<void> {
  try {
    await read(stream);
  } catch (error) {
    expect(error).toBeInstanceOf(GobError);
  }
}

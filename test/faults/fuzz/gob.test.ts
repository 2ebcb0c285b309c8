import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { readGob } from '../../../lib/sources/gob/gob.ts';
import { GobError } from '../../../lib/sources/gob/gob-error.ts';
import { endpointTypes, gobStream } from '../../support/gob-encoder.ts';
import { fuzzRuns } from './fuzz-reader.ts';

describe('reading what a connector server sends', () => {
  const stream = gobStream([
    { DNSName: 'a.example.org', Targets: ['192.0.2.1'], RecordType: 'A', Labels: { a: 'b' }, RecordTTL: 60 },
  ]);

  async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  const attemptGob = (bytes: Uint8Array, size: number): Promise<unknown> =>
    readGob(chunked(bytes, size)).catch((error: unknown) => {
      if (error instanceof GobError) return error.message;
      throw error;
    });

  const edit = fc.record({ at: fc.nat({ max: stream.length - 1 }), byte: fc.integer({ min: 0, max: 255 }) });

  it('gives a value or GobError for a stream with any bytes changed, cut anywhere', async () => {
    const damaged = fc.record({
      edits: fc.array(edit, { maxLength: 6 }),
      end: fc.nat({ max: stream.length }),
      size: fc.integer({ min: 1, max: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(damaged, async ({ edits, end, size }) => {
        const bytes = Buffer.from(stream);
        for (const { at, byte } of edits) bytes[at] = byte;
        await attemptGob(bytes.subarray(0, edits.length === 0 ? end : stream.length), size);
      }),
      fuzzRuns,
    );
  });

  it('gives a value or GobError for any bytes after the types', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        await attemptGob(Buffer.concat([...endpointTypes, bytes]), 16);
        await attemptGob(bytes, 16);
      }),
      fuzzRuns,
    );
  });
});

import { ByteCursor } from './byte-cursor.ts';
import { GobError } from './gob-error.ts';
import { gobMessages } from './gob-messages.ts';
import { describedType, knownTypes, wireTypeId } from './gob-types.ts';
import { mostValues, readValue, type ValueReading } from './gob-value.ts';

/**
 * Reads the first value of a stream that Go's encoding/gob wrote (https://pkg.go.dev/encoding/gob), and no byte after
 * its message: the sender need not close. A stream is a row of messages, in any order that defines a type before the
 * first value that uses it:
 *
 *     length | -id  wireType          defines the type `id`
 *     length |  id  value             a struct
 *     length |  id  0  value          anything else
 *
 * Throws GobError for any other bytes and for what is too large; errors of `chunks` pass through.
 */
export async function readGob(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
  const reading: ValueReading = { types: knownTypes(), budget: mostValues };
  for await (const message of gobMessages(chunks)) {
    const cursor = new ByteCursor(message);
    const id = cursor.signed();
    const value = id < 0n ? readType(cursor, Number(-id), reading) : readTopLevel(cursor, Number(id), reading);
    if (cursor.left > 0) throw new GobError(`a message has ${cursor.left} bytes too many`);
    if (id >= 0n) return value;
  }
  throw new GobError('the stream ends before a value');
}

/** A definition is told by its negative id. */
function readType(cursor: ByteCursor, id: number, reading: ValueReading): void {
  if (reading.types.has(id)) throw new GobError(`the type ${id} is defined twice`);
  reading.types.set(id, describedType(readValue(cursor, wireTypeId, reading)));
}

function readTopLevel(cursor: ByteCursor, id: number, reading: ValueReading): unknown {
  if (reading.types.get(id)?.kind !== 'struct' && cursor.unsigned() !== 0n) {
    throw new GobError('a value is not preceded by its zero byte');
  }
  return readValue(cursor, id, reading);
}

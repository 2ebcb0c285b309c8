import type { ByteCursor } from './byte-cursor.ts';
import { GobError } from './gob-error.ts';
import type { GobField, GobTypes } from './gob-types.ts';

/** Values within values; records hold four levels. Recursive types could hold any number. */
const deepest = 64;

/** Values in one stream. An endpoint holds about ten; what a byte announces takes far more than a byte in memory. */
export const mostValues = 2_000_000;

/** What all values of one stream are read with. */
export interface ValueReading {
  readonly types: GobTypes;
  /** How many more values may be read. */
  budget: number;
}

/**
 * Reads one value of a type: structs become objects of the fields that were sent (gob leaves out zero values), maps
 * objects, lists arrays. Numbers that JavaScript cannot hold exactly stay `bigint`, bytes stay bytes. Throws GobError.
 */
export function readValue(cursor: ByteCursor, typeId: number, reading: ValueReading, depth = 0): unknown {
  const type = reading.types.get(typeId);
  if (type === undefined) throw new GobError(`a value has the type ${typeId}, which was never defined`);
  if (depth > deepest) throw new GobError(`values are nested more than ${deepest} deep`);
  reading.budget -= 1;
  if (reading.budget < 0) throw new GobError(`the stream holds more than ${mostValues} values`);
  const inner = (id: number) => readValue(cursor, id, reading, depth + 1);
  switch (type.kind) {
    case 'bool':
      return cursor.unsigned() !== 0n;
    case 'int':
      return exact(cursor.signed());
    case 'uint':
      return exact(cursor.unsigned());
    case 'float':
      return readFloat(cursor);
    case 'complex':
      return [readFloat(cursor), readFloat(cursor)];
    case 'bytes':
      return cursor.take(cursor.count());
    case 'string':
      return readText(cursor);
    case 'interface':
      return readNil(cursor);
    case 'list':
      return Array.from({ length: cursor.count() }, () => inner(type.element));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: cursor.count(2) }, () => [String(inner(type.key)), inner(type.element)]),
      );
    case 'struct':
      return readStruct(cursor, type.fields, inner);
  }
}

const exact = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

/** Go strings may hold any bytes; what is no UTF-8 becomes U+FFFD, which no name may hold. */
const readText = (cursor: ByteCursor): string => Buffer.from(cursor.take(cursor.count())).toString('utf8');

/** The bits of an IEEE 754 double with their bytes reversed, because the low ones are mostly zero. */
function readFloat(cursor: ByteCursor): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, cursor.unsigned());
  return view.getFloat64(0, true);
}

/** Field numbers are told as the distance from the one before; a distance of zero ends the struct. */
function readStruct(
  cursor: ByteCursor,
  fields: readonly GobField[],
  inner: (typeId: number) => unknown,
): Readonly<Record<string, unknown>> {
  const entries: (readonly [string, unknown])[] = [];
  let number = -1n;
  for (let delta = cursor.unsigned(); delta !== 0n; delta = cursor.unsigned()) {
    number += delta;
    const field = number < BigInt(fields.length) ? fields[Number(number)] : undefined;
    if (field === undefined) throw new GobError(`a struct of ${fields.length} fields has a field number ${number}`);
    entries.push([field.name, inner(field.type)]);
  }
  return Object.fromEntries(entries);
}

/**
 * An interface brings its types along in the middle of the value, even of the message. No endpoint has one, so only
 * nil is read: an empty name of its type.
 */
function readNil(cursor: ByteCursor): null {
  const name = readText(cursor);
  if (name !== '') throw new GobError(`a field is an interface (of ${name}), which no endpoint has`);
  return null;
}

import { z } from 'zod';
import { GobError } from './gob-error.ts';

/** What a type id stands for. Pointers have no type of their own: gob sends what they point to. */
export type GobType =
  | { readonly kind: 'bool' | 'int' | 'uint' | 'float' | 'bytes' | 'string' | 'complex' | 'interface' }
  | { readonly kind: 'list'; readonly element: number }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | { readonly kind: 'struct'; readonly fields: readonly GobField[] };

/** A field of a struct. */
export interface GobField {
  readonly name: string;
  /** Type id, which may be defined later in the stream. */
  readonly type: number;
}

/** The types known so far, by id. Each sender numbers its own from the mid-60s on. */
export type GobTypes = Map<number, GobType>;

/** Id of the type in which types are described. */
export const wireTypeId = 16;

const struct = (...fields: readonly (readonly [name: string, type: number])[]): GobType => ({
  kind: 'struct',
  fields: fields.map(([name, type]) => ({ name, type })),
});

/**
 * The ids that every sender shares (Go encoding/gob/type.go). 16 to 23 describe types:
 *
 *     16 wireType     17 arrayType   18 CommonType     19 sliceType
 *     20 structType   21 fieldType   22 []fieldType    23 mapType
 *
 * and 24 is what the three marshalers have in common: their values are bytes that only they understand.
 */
const sharedTypes: readonly (readonly [number, GobType])[] = [
  [1, { kind: 'bool' }],
  [2, { kind: 'int' }],
  [3, { kind: 'uint' }],
  [4, { kind: 'float' }],
  [5, { kind: 'bytes' }],
  [6, { kind: 'string' }],
  [7, { kind: 'complex' }],
  [8, { kind: 'interface' }],
  [
    wireTypeId,
    struct(
      ['ArrayT', 17],
      ['SliceT', 19],
      ['StructT', 20],
      ['MapT', 23],
      ['GobEncoderT', 24],
      ['BinaryMarshalerT', 24],
      ['TextMarshalerT', 24],
    ),
  ],
  [17, struct(['CommonType', 18], ['Elem', 2], ['Len', 2])],
  [18, struct(['Name', 6], ['Id', 2])],
  [19, struct(['CommonType', 18], ['Elem', 2])],
  [20, struct(['CommonType', 18], ['Field', 22])],
  [21, struct(['Name', 6], ['Id', 2])],
  [22, { kind: 'list', element: 21 }],
  [23, struct(['CommonType', 18], ['Key', 2], ['Elem', 2])],
  [24, struct(['CommonType', 18])],
];

/** The types that are known before a stream begins. */
export const knownTypes = (): GobTypes => new Map(sharedTypes);

const listType = z.object({ Elem: z.int() }).transform(({ Elem }): GobType => ({ kind: 'list', element: Elem }));
const mapType = z
  .object({ Key: z.int(), Elem: z.int() })
  .transform(({ Key, Elem }): GobType => ({ kind: 'map', key: Key, element: Elem }));
const structType = z
  .object({ Field: z.array(z.object({ Name: z.string(), Id: z.int() })).default([]) })
  .transform(
    ({ Field }): GobType => ({ kind: 'struct', fields: Field.map(({ Name, Id }) => ({ name: Name, type: Id })) }),
  );
const marshaled = z.object({}).transform((): GobType => ({ kind: 'bytes' }));

const wireType = z.object({
  ArrayT: listType.optional(),
  SliceT: listType.optional(),
  StructT: structType.optional(),
  MapT: mapType.optional(),
  GobEncoderT: marshaled.optional(),
  BinaryMarshalerT: marshaled.optional(),
  TextMarshalerT: marshaled.optional(),
});

/** The type that a decoded `wireType` describes. Throws GobError when it describes none. */
export function describedType(wire: unknown): GobType {
  const parsed = wireType.safeParse(wire);
  const type = parsed.success ? Object.values(parsed.data).find((each) => each !== undefined) : undefined;
  if (type === undefined) throw new GobError('a type definition describes no type');
  return type;
}

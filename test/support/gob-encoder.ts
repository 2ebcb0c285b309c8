/** An endpoint as a Go server holds it; fields that are absent are zero values. */
export interface GoEndpoint {
  readonly DNSName?: string;
  readonly Targets?: readonly string[];
  readonly RecordType?: string;
  readonly SetIdentifier?: string;
  readonly RecordTTL?: number | bigint;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly ProviderSpecific?: readonly { readonly Name?: string; readonly Value?: string }[];
}

/**
 * The type definitions of `[]*Endpoint` as Go's encoder writes them, one message each. They were recorded from it, so
 * that this encoder has only values to write, and its ids are those of a real sender.
 */
export const endpointTypes = [
  '0dff8b020102ff8c0001ff820000',
  '76ff81030102ff820001070107444e534e616d65010c0001075461726765747301ff8400010a5265636f726454797065010c00010d5365744964656e746966696572010c0001095265636f726454544c01040001064c6162656c7301ff8600011050726f7669646572537065636966696301ff8a000000',
  '15ff83020101075461726765747301ff8400010c0000',
  '16ff85040101064c6162656c7301ff8600010c010c0000',
  '1fff890201011050726f7669646572537065636966696301ff8a0001ff880000',
  '39ff870301011850726f7669646572537065636966696350726f706572747901ff8800010201044e616d65010c00010556616c7565010c000000',
].map((hex) => Buffer.from(hex, 'hex'));

/** Type id of `[]*Endpoint` in `endpointTypes`. */
const listId = 70;

/** The stream that a Go server sends for these endpoints. */
export const gobStream = (endpoints: readonly GoEndpoint[]): Buffer =>
  Buffer.concat([...endpointTypes, gobMessage(signed(listId), Buffer.of(0), list(endpoints, endpoint))]);

/** A message of these parts, with its length before them. */
export function gobMessage(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([unsigned(body.length), body]);
}

/** Below 128 one byte; else the negated count of bytes, then the bytes. */
export function unsigned(value: number | bigint): Buffer {
  if (value < 128) return Buffer.of(Number(value));
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(256 - bytes.length), bytes]);
}

export function signed(value: number | bigint): Buffer {
  const big = BigInt(value);
  return unsigned(BigInt.asUintN(64, big < 0n ? (~big << 1n) | 1n : big << 1n));
}

const text = (value: string): Buffer => Buffer.concat([unsigned(Buffer.byteLength(value)), Buffer.from(value)]);

const list = <Item>(items: readonly Item[], encode: (item: Item) => Buffer): Buffer =>
  Buffer.concat([unsigned(items.length), ...items.map(encode)]);

/** Fields that are zero are left out. */
function struct(fields: readonly (Buffer | undefined)[]): Buffer {
  const parts: Buffer[] = [];
  let last = -1;
  for (const [number, field] of fields.entries()) {
    if (field === undefined) continue;
    parts.push(unsigned(number - last), field);
    last = number;
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

const endpoint = (value: GoEndpoint): Buffer =>
  struct([
    value.DNSName ? text(value.DNSName) : undefined,
    value.Targets?.length ? list(value.Targets, text) : undefined,
    value.RecordType ? text(value.RecordType) : undefined,
    value.SetIdentifier ? text(value.SetIdentifier) : undefined,
    value.RecordTTL ? signed(value.RecordTTL) : undefined,
    value.Labels
      ? list(Object.entries(value.Labels), ([key, each]) => Buffer.concat([text(key), text(each)]))
      : undefined,
    value.ProviderSpecific?.length
      ? list(value.ProviderSpecific, ({ Name, Value }) =>
          struct([Name ? text(Name) : undefined, Value ? text(Value) : undefined]),
        )
      : undefined,
  ]);

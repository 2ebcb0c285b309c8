import { ByteCursor } from './byte-cursor.ts';
import { GobError } from './gob-error.ts';

/** Bytes of a stream up to its value. Some 100,000 endpoints, ten times what a hosted zone holds by default. */
export const longestStream = 32 * 1024 * 1024;

/** The bytes of a length: one, and eight more at most. */
const longestPrefix = 9;

/** The messages of a stream without their lengths, each as soon as it is complete. Throws GobError beyond the limit. */
export async function* gobMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let pending: Uint8Array[] = [];
  let size = 0;
  let needed = 1;
  let received = 0;
  for await (const chunk of chunks) {
    pending.push(chunk);
    size += chunk.length;
    received += chunk.length;
    if (received > longestStream) throw tooLong();
    // Chunks are joined only when they complete a message, or many small ones would be copied over and over.
    if (size < needed) continue;
    const split = splitMessages(Buffer.concat(pending));
    yield* split.messages;
    pending = [split.rest];
    size = split.rest.length;
    needed = split.needed;
  }
  if (size > 0) throw new GobError('the stream ends within a message');
}

interface Split {
  readonly messages: readonly Uint8Array[];
  readonly rest: Uint8Array;
  /** How long `rest` must become before more can be told. */
  readonly needed: number;
}

function splitMessages(bytes: Uint8Array): Split {
  const messages: Uint8Array[] = [];
  let rest = bytes;
  let next = nextMessage(rest);
  while (next !== undefined && next.end <= rest.length) {
    messages.push(rest.subarray(next.start, next.end));
    rest = rest.subarray(next.end);
    next = nextMessage(rest);
  }
  return { messages, rest, needed: next?.end ?? rest.length + 1 };
}

/** Where the first message of these bytes begins and ends; undefined while even its length is not complete. */
function nextMessage(bytes: Uint8Array): { readonly start: number; readonly end: number } | undefined {
  const [first] = bytes;
  if (first === undefined) return undefined;
  const start = first < 128 ? 1 : Math.min(257 - first, longestPrefix);
  if (bytes.length < start) return undefined;
  const length = new ByteCursor(bytes).unsigned();
  if (length > BigInt(longestStream)) throw tooLong();
  return { start, end: start + Number(length) };
}

const tooLong = (): GobError => new GobError(`the stream is longer than ${longestStream / 1024 / 1024} MiB`);

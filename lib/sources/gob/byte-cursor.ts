import { GobError } from './gob-error.ts';

/** Gob's own spelling of numbers (https://pkg.go.dev/encoding/gob, "Encoding Details"). Every read throws GobError at the end. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The next `length` bytes, as a view. */
  take(length: number): Uint8Array {
    if (length > this.left) throw new GobError(`${length} bytes are announced where ${this.left} are left`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Below 128 one byte; else the negated count of bytes, then the bytes, the highest first. */
  unsigned(): bigint {
    const first = this.take(1)[0] ?? 0;
    if (first < 128) return BigInt(first);
    const count = 256 - first;
    if (count > 8) throw new GobError(`a number of ${count} bytes is announced where 8 are the most`);
    return this.take(count).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  }

  /** Shifted left by one, the lowest bit saying that all others are inverted. */
  signed(): bigint {
    const raw = this.unsigned();
    return raw % 2n === 0n ? raw / 2n : -(raw / 2n) - 1n;
  }

  /** A count of things that follow, each of which takes `size` bytes at least. */
  count(size = 1): number {
    const count = this.unsigned();
    if (count * BigInt(size) > BigInt(this.left)) {
      throw new GobError(`${count} elements are announced where ${this.left} bytes are left`);
    }
    return Number(count);
  }
}

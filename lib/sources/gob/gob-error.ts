/** Bytes that are no gob stream, or one beyond the limits. The message is a clause without final punctuation. */
export class GobError extends Error {
  override readonly name = 'GobError';
}

/** The configuration makes a source impossible. The message is a sentence that names source, flag and fix. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly source: string;

  constructor(source: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.source = source;
  }
}

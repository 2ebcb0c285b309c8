/** The run could not be made at all (exit code 3): nothing was planned or nothing could be tried. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

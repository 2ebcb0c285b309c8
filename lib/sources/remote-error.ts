/** A server outside the cluster that a source reads failed. The message names the server, by its flag, and the fix; it holds no secret. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
}

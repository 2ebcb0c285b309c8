import { z } from 'zod';

/** A server outside the cluster that a source reads failed. The message names the server and the fix; it holds no secret. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
}

const coded = z.object({ code: z.string() });
const failure = z.union([
  z.object({ cause: coded }).transform(({ cause }) => cause.code),
  coded.transform(({ code }) => code),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);

/**
 * What broke a connection, in one word: the system's code, such as `ECONNREFUSED` (fetch puts it below an error of its
 * own, and the message for a name with several addresses is empty), else the error's name, such as `TimeoutError`.
 */
export function failureCode(error: unknown): string {
  const parsed = failure.safeParse(error);
  return parsed.success ? parsed.data : 'unknown';
}

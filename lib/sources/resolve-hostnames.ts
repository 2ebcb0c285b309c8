import { lookup } from 'node:dns/promises';
import pMap from 'p-map';
import type { ResolveHostname, SourceContext } from './source.ts';

/** What looking up hostnames gave: their addresses, or why there are none. */
export type ResolvedHostnames = ReadonlyMap<string, readonly string[] | Error>;

/** The system's own resolver, the hosts file included, as upstream's is. It cannot be aborted, only left waiting. */
const systemResolve: ResolveHostname = async (hostname, signal) => {
  const addresses = await lookup(hostname, { all: true });
  signal.throwIfAborted();
  return addresses.map(({ address }) => address);
};

/** Looks each hostname up once, a few at a time. A lookup that fails is a value; only an abort throws. */
export async function resolveHostnames(
  { signal, resolve = systemResolve }: SourceContext,
  hostnames: readonly string[],
): Promise<ResolvedHostnames> {
  const found = await pMap(new Set(hostnames), async (hostname) => [hostname, await attempt(hostname)] as const, {
    concurrency: 16,
    signal,
  });
  return new Map(found);

  async function attempt(hostname: string): Promise<readonly string[] | Error> {
    try {
      return await resolve(hostname, signal);
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** The addresses found for a hostname; none where the lookup failed: that costs this hostname alone. */
export function resolvedTargets(resolved: ResolvedHostnames, hostname: string): readonly string[] {
  const found = resolved.get(hostname) ?? [];
  return found instanceof Error ? [] : found;
}

import type { Config } from '../config/config.ts';
import type { Endpoint } from './endpoint.ts';

type PostConfig = Pick<Config, 'minTtl' | 'preferAlias' | 'provider'>;

/**
 * The last touches (ExternalDNS source/wrappers/post_processor.go): `--min-ttl` where no TTL is set (it raises none),
 * properties of other providers go (`scw/priority`), the rest is sorted, `--prefer-alias` marks CNAMEs that say nothing.
 */
export function postProcess(endpoint: Endpoint, config: PostConfig): Endpoint {
  const ttl = endpoint.ttl ?? Math.trunc(config.minTtl);
  return { ...endpoint, ...(ttl > 0 ? { ttl } : {}), providerSpecific: properties(endpoint, config) };
}

function properties(
  { recordType, providerSpecific }: Endpoint,
  { preferAlias, provider }: PostConfig,
): Endpoint['providerSpecific'] {
  const own = Object.entries(providerSpecific).filter(
    ([name]) => !name.includes('/') || name.startsWith(`${provider}/`),
  );
  const preferred: [string, string][] = preferAlias && recordType === 'CNAME' ? [['alias', 'true']] : [];
  return Object.fromEntries([...new Map([...preferred, ...own])].sort(([a], [b]) => (a < b ? -1 : 1)));
}

import type { Config } from '../config/config.ts';
import { readPlatform } from './cloud-foundry/platform.ts';
import { cloudFoundryLabel, type RouteSurroundings, routeResult } from './cloud-foundry/route-result.ts';
import { type Login, openSession, type Transport } from './cloud-foundry/session.ts';
import { sourceResult } from './object-result.ts';
import { runKind, runReference } from './run-object.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';

/**
 * Routes of a Cloud Foundry platform, at the host of its API (ExternalDNS source/cloudfoundry.go, which it removed
 * because it spoke API v2). A list that fails fails the source; upstream took it for empty and deleted its records.
 */
export const cloudfoundry: Source = {
  name: 'cloudfoundry',
  summary: 'Routes of a Cloud Foundry platform, at the host of its API',
  kinds: [runKind(cloudFoundryLabel)],
  permissions: () => [],
  annotations: ['target', 'ttl', 'controller'],
  filters: [],
  templates: [],
  read: readCloudFoundry,
};

const manner: Omit<Transport, 'fetch' | 'signal'> = { timeoutMs: 30_000, retries: 3, pauseMs: 500 };

async function readCloudFoundry({ config, signal, runObject, ...context }: SourceContext): Promise<SourceResult> {
  signal.throwIfAborted();
  const login = loginOf(config);
  const session = await openSession(login, { ...manner, signal, fetch: context.fetch ?? fetch });
  const { domains, routes } = await readPlatform(session, login.api);
  const surroundings: RouteSurroundings = {
    domains: new Map(domains.map(({ guid, name }) => [guid, name] as const)),
    target: login.api.hostname,
    prefix: config.annotationPrefix,
    ref: runReference(runObject, 'cloudfoundry'),
  };
  return sourceResult(
    [],
    routes.map((route) => routeResult(route, surroundings)),
  );
}

function loginOf({ cfApiEndpoint, cfUsername, cfPassword }: Config): Login {
  if (cfApiEndpoint === undefined || cfUsername === undefined || cfPassword === undefined) {
    throw impossible('The source cloudfoundry needs --cf-api-endpoint, --cf-username and --cf-password; set all three');
  }
  return { api: apiOf(cfApiEndpoint), username: cfUsername, password: cfPassword };
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A host, to which `https://` is prepended as upstream does, or a whole address. Its text may hold a password. */
function apiOf(endpoint: string): URL {
  const api = URL.parse(/^https?:\/\//.test(endpoint) ? endpoint : `https://${endpoint}`);
  if (api === null || api.username !== '' || api.password !== '' || api.pathname !== '/' || api.search !== '') {
    throw impossible('--cf-api-endpoint is not the host name of an API; write one such as api.example.com');
  }
  if (api.protocol === 'http:' && !loopback.has(api.hostname)) {
    throw impossible(`--cf-api-endpoint ${api.origin} would get the password in clear; use https`);
  }
  return api;
}

const impossible = (message: string): SourceError => new SourceError('cloudfoundry', message);

import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ConfigError } from '../config/config.ts';

/** Which cluster to talk to; absent parts come from the usual places ($KUBECONFIG, ~/.kube/config, the pod's account). */
export interface ClusterChoice {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly server: string | undefined;
}

/** Loads the kubeconfig. Throws ConfigError with what is wrong with it. */
export function loadKubeConfig({ kubeconfig, context, server }: ClusterChoice): KubeConfig {
  const config = new KubeConfig();
  const place = kubeconfig === undefined ? 'The kubeconfig' : `The kubeconfig ${kubeconfig}`;
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new ConfigError([`${place} could not be read: ${error instanceof Error ? error.message : String(error)}.`]);
  }
  if (context !== undefined) selectContext(config, context, place);
  const cluster = config.getCurrentCluster();
  if (cluster === null)
    throw new ConfigError([`${place} has no current context with a cluster; set one with --context.`]);
  if (server !== undefined)
    config.clusters = config.clusters.map((each) => (each === cluster ? { ...each, server } : each));
  requireHttps(server ?? cluster.server, place);
  return config;
}

function selectContext(config: KubeConfig, context: string, place: string): void {
  if (config.getContextObject(context) === null) {
    const known = config.getContexts().map(({ name }) => name);
    throw new ConfigError([`${place} has no context "${context}"; it has ${known.join(', ') || 'none'}.`]);
  }
  config.setCurrentContext(context);
}

/** Without any kubeconfig the library falls back to http://localhost:8080, which is nobody's cluster. */
function requireHttps(server: string, place: string): void {
  if (server.startsWith('https://')) return;
  throw new ConfigError([
    server === 'http://localhost:8080'
      ? 'No kubeconfig was found: set KUBECONFIG or --kubeconfig.'
      : `${place} names the server ${server}; an https:// address is needed.`,
  ]);
}

import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ConfigError } from '../config/config.ts';

/** Which cluster to talk to; absent parts come from the usual places ($KUBECONFIG, ~/.kube/config, the pod's account). */
export interface ClusterChoice {
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly server: string | undefined;
}

/** How sentences name a kubeconfig on this machine. */
export const placeOf = (kubeconfig: string | undefined): string =>
  kubeconfig === undefined ? 'The kubeconfig' : `The kubeconfig ${kubeconfig}`;

/** Loads the kubeconfig. Throws ConfigError with what is wrong with it. */
export function loadKubeConfig({ kubeconfig, ...choice }: ClusterChoice): KubeConfig {
  return chosen(choice, placeOf(kubeconfig), (config) =>
    kubeconfig === undefined ? config.loadFromDefault() : config.loadFromFile(kubeconfig),
  );
}

/** Reads the text of a kubeconfig. Throws ConfigError with what is wrong with it; `place` begins the sentence. */
export const kubeConfigFromText = (
  text: string,
  choice: Omit<ClusterChoice, 'kubeconfig'>,
  place: string,
): KubeConfig => chosen(choice, place, (config) => config.loadFromString(text));

function chosen(
  { context, server }: Omit<ClusterChoice, 'kubeconfig'>,
  place: string,
  load: (config: KubeConfig) => void,
): KubeConfig {
  const config = new KubeConfig();
  try {
    load(config);
  } catch (error) {
    throw new ConfigError([`${place} could not be read: ${unreadable(error)}.`]);
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

/** The parser's own messages quote the lines around a mistake, and those hold credentials. */
function unreadable(error: unknown): string {
  const { message, mark } = error as { readonly message?: string; readonly mark?: { readonly line?: number } };
  if (mark?.line !== undefined) return `it is not YAML at line ${mark.line + 1}`;
  if (error instanceof TypeError) return 'it is not a kubeconfig; it has clusters, users and contexts';
  return message ?? String(error);
}

/** Throws ConfigError where the credentials come from a program: a function has none to run. */
export function refusePrograms(config: KubeConfig, place: string): void {
  const user = config.getCurrentUser();
  const settings = user?.authProvider?.config;
  const program = (user?.exec ?? settings?.exec)?.command ?? settings?.['cmd-path'];
  if (!program) return;
  throw new ConfigError([
    `${place} gets the credentials of ${JSON.stringify(user?.name)} from the program ${JSON.stringify(program)}, which a function does not have; ` +
      'set --eks-cluster-name for an EKS cluster, or give the user a token or a client certificate.',
  ]);
}

/** Throws ConfigError where a kubeconfig that lies elsewhere names files, which are not there where it is read. */
export function refuseFiles(config: KubeConfig, place: string): void {
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  const file = cluster?.caFile || user?.certFile || user?.keyFile || user?.authProvider?.config?.tokenFile;
  if (!file) return;
  throw new ConfigError([
    `${place} names the file ${JSON.stringify(file)}, which is not here; ` +
      'put in what the file holds, as `kubectl config view --raw --minify --flatten` does.',
  ]);
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

import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ClusterAccessError } from '../cluster/access.ts';
import type { ClusterRoute } from '../cluster/choose-access.ts';
import { ClusterError } from '../cluster/cluster.ts';
import { errorMessage } from '../error-message.ts';
import { permissionsOf } from '../run/permissions.ts';
import { type Check, clusterCheck, type Finding, failed, ok, unchecked } from './check.ts';
import { connectionFix } from './connection-fix.ts';
import type { ClusterPatient } from './patient.ts';
import { rightChecks } from './right-checks.ts';

/** A check with what the next ones need of it; undefined where they cannot be made. */
interface Step<Result> {
  readonly check: Check;
  readonly result?: Result;
}

/** From the address to each right, as far as each step lets the next one begin. */
export async function clusterChecks(patient: ClusterPatient): Promise<readonly Check[]> {
  const address = await addressStep(patient);
  if (address.result === undefined) return [address.check];
  const connection = await connectionStep(patient, address.result);
  if (connection.result === undefined) return [address.check, connection.check];
  const identity = await identityStep(patient);
  const before = [address.check, connection.check, identity.check];
  if (identity.result === undefined) return before;
  return [...before, ...(await rightChecks(patient, permissionsOf(patient.config), identity.result))];
}

async function addressStep({ access, route }: ClusterPatient): Promise<Step<string>> {
  const name = routeName(route);
  try {
    const kubeConfig = await access.current();
    const server = kubeConfig.getCurrentCluster()?.server ?? '';
    const credentials = await credentialsStep(kubeConfig, name);
    return credentials ?? { check: clusterCheck(name, ok(`names ${server}`)), result: server };
  } catch (error) {
    if (!(error instanceof ClusterAccessError)) throw error;
    return { check: clusterCheck(name, failed(error.problem, error.fix ?? 'store a kubeconfig without that')) };
  }
}

/** Has the programs run and the files read that the kubeconfig names; nothing when that goes well. */
async function credentialsStep(kubeConfig: KubeConfig, name: string): Promise<Step<string> | undefined> {
  try {
    await kubeConfig.applyToHTTPSOptions({});
    return undefined;
  } catch (error) {
    const problem = errorMessage(error);
    const fix = 'mend the program or the file that it names, or give its user a token or a client certificate';
    return { check: clusterCheck(name, failed(`The kubeconfig gave no credentials: ${problem}`, fix)) };
  }
}

function routeName(route: ClusterRoute): string {
  switch (route.kind) {
    case 'eks':
      return `EKS cluster "${route.eks.name}"`;
    case 'stored':
      return `kubeconfig in ${route.stored.arn}`;
    case 'file':
      return 'kubeconfig';
  }
}

/** Any answer will do: `/version` is for everybody in most clusters, and a refusal comes over the network too. */
async function connectionStep({ client, signal, route }: ClusterPatient, server: string): Promise<Step<true>> {
  const name = 'network and TLS';
  try {
    const { gitVersion } = await client.request<{ readonly gitVersion?: string }>('GET', '/version', { signal });
    return { check: clusterCheck(name, ok(`Kubernetes ${gitVersion ?? 'of an unknown version'}`)), result: true };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.status !== undefined) return { check: clusterCheck(name, ok(`answers ${error.status}`)), result: true };
    return { check: clusterCheck(name, failed(error.message, connectionFix(error.cause, server, route))) };
  }
}

const reviewPath = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

interface SelfSubjectReview {
  readonly status?: { readonly userInfo?: { readonly username?: string; readonly groups?: readonly string[] } };
}

/** Whom the cluster takes this for. Older clusters than 1.28 do not tell; their rights can be asked for nevertheless. */
async function identityStep({ client, signal, route }: ClusterPatient): Promise<Step<string>> {
  const name = 'credentials';
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  try {
    const { status } = await client.request<SelfSubjectReview>('POST', reviewPath, { body, signal });
    const { username = 'unknown', groups = [] } = status?.userInfo ?? {};
    return {
      check: clusterCheck(name, ok(`user "${username}" in ${groups.join(', ') || 'no group'}`)),
      result: username,
    };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.status === 404) {
      return {
        check: clusterCheck(name, unchecked('this cluster does not tell whom it takes us for')),
        result: 'unknown',
      };
    }
    return { check: clusterCheck(name, credentialsFinding(error, route)) };
  }
}

function credentialsFinding(error: ClusterError, route: ClusterRoute): Finding {
  if (error.status === 403) {
    return failed(error.message, 'give the kubeconfig credentials; without them the cluster takes us for anonymous');
  }
  return failed(error.message, error.status === 401 ? credentialsFix(route) : 'try again when the cluster is well');
}

function credentialsFix(route: ClusterRoute): string {
  switch (route.kind) {
    case 'eks':
      return `aws eks create-access-entry --cluster-name ${route.eks.name} --kubernetes-groups dns-herald --principal-arn ${route.eks.role?.arn ?? 'ARN, with the ARN of the role of the function, or of your own'}`;
    case 'stored':
      return 'store a kubeconfig with a new token or certificate there';
    case 'file':
      return 'make a kubeconfig with a new token or certificate (docs/deploy.md)';
  }
}

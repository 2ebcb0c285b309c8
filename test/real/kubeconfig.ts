import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';

/** Who a kubeconfig logs in as: fields of the `user` of https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
export type KubeconfigUser =
  | { readonly 'client-certificate': string; readonly 'client-key': string }
  | { readonly token: string };

/** Where a cluster answers, and the PEM certificate that its TLS is verified against. */
export interface ClusterAddress {
  readonly server: string;
  readonly authority: string;
}

/** Writes a kubeconfig of one context, for the namespace `default`, that only its owner can read. */
export const writeKubeconfig = async (
  path: string,
  { server, authority }: ClusterAddress,
  user: KubeconfigUser,
): Promise<void> => {
  const cluster = { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'real', cluster }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'real', context: { cluster: 'real', user: 'user' } }],
    'current-context': 'real',
  };
  await writeFile(path, stringify(config), { mode: 0o600 });
};

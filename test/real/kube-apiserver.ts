import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issue, makeAuthority, makeTokenKeys } from './certificates.ts';
import { type ClusterAddress, writeKubeconfig } from './kubeconfig.ts';
import { freePort, LOOPBACK } from './loopback.ts';
import { ServerProcess } from './server-process.ts';

/** An API server, and how its administrator reaches it. */
export interface KubeApiserver {
  readonly process: ServerProcess;
  readonly address: ClusterAddress;
  /** Path of the kubeconfig of a member of `system:masters`. */
  readonly adminKubeconfig: string;
}

/** What it needs: a folder for its files, the binary, and the URL of an etcd. */
export interface KubeApiserverOptions {
  readonly folder: string;
  readonly command: string;
  readonly etcdUrl: string;
}

const SERVING = {
  subject: '/CN=kube-apiserver',
  extensions: [`subjectAltName=IP:${LOOPBACK}`, 'extendedKeyUsage=serverAuth'],
};
const ADMIN = { subject: '/O=system:masters/CN=admin', extensions: ['extendedKeyUsage=clientAuth'] };

const makeCertificates = async (folder: string) => {
  const authority = await makeAuthority(folder);
  const [serving, admin, tokens] = await Promise.all([
    issue(folder, 'serving', SERVING, authority),
    issue(folder, 'admin', ADMIN, authority),
    makeTokenKeys(folder),
  ]);
  return { authority, serving, admin, tokens };
};

type Certificates = Awaited<ReturnType<typeof makeCertificates>>;

/** https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/; admission stays at its defaults. */
const flags = ({ folder, etcdUrl }: KubeApiserverOptions, port: number, made: Certificates): readonly string[] => [
  `--etcd-servers=${etcdUrl}`,
  `--bind-address=${LOOPBACK}`,
  `--secure-port=${port}`,
  `--advertise-address=${LOOPBACK}`,
  // A loopback address is no valid endpoint of the Service `default/kubernetes`, and nothing here calls it.
  '--endpoint-reconciler-type=none',
  `--cert-dir=${folder}`,
  `--tls-cert-file=${made.serving.certificate}`,
  `--tls-private-key-file=${made.serving.key}`,
  `--client-ca-file=${made.authority.certificate}`,
  '--anonymous-auth=false',
  '--authorization-mode=RBAC',
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${made.tokens.publicKey}`,
  `--service-account-signing-key-file=${made.tokens.key}`,
  '--service-cluster-ip-range=10.0.0.0/24',
];

/** Starts kube-apiserver with certificates of an authority made for it alone, without waiting for it. */
export const startKubeApiserver = async (options: KubeApiserverOptions): Promise<KubeApiserver> => {
  const { folder, command } = options;
  const made = await makeCertificates(folder);
  const port = await freePort();
  const address = {
    server: `https://${LOOPBACK}:${port}`,
    authority: await readFile(made.authority.certificate, 'utf8'),
  };
  const adminKubeconfig = join(folder, 'admin.kubeconfig');
  const user = { 'client-certificate': made.admin.certificate, 'client-key': made.admin.key };
  await writeKubeconfig(adminKubeconfig, address, user);
  const args = flags(options, port, made);
  return { process: new ServerProcess({ name: 'kube-apiserver', command, args, folder }), address, adminKubeconfig };
};

import type { ClusterRoute } from '../cluster/choose-access.ts';

/** What to do about a connection that failed with this error: a clause. */
export function connectionFix(cause: unknown, server: string, route: ClusterRoute): string {
  const { code = '' } = (cause ?? {}) as { readonly code?: string };
  if (cause instanceof SyntaxError)
    return `correct the address: something else than an API server answers at ${server}`;
  if (untrusted.test(code)) return `use the certificate authority of ${server}, as the owner of the cluster gives it`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'use a name of the server that its certificate has, or set tls-server-name';
  if (code === 'CERT_HAS_EXPIRED') return `renew the certificate of ${server}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'correct the name of the server, or the DNS of this network';
  if (code === 'ECONNREFUSED') return 'correct the port, or start the API server';
  return route.kind === 'eks' ? privateEks(route.eks.name) : unreachable;
}

/** Node.js documentation, "X509 certificate error codes". */
const untrusted =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF).*|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED)$/;

const unreachable =
  'let the function reach the server: open its public endpoint and firewall, or put the function into its network';

const privateEks = (name: string): string =>
  `aws eks update-cluster-config --name ${name} --resources-vpc-config endpointPublicAccess=true, or put the function into the VPC of the cluster`;

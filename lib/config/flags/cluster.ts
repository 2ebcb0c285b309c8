import type { FlagTable } from './flag.ts';

/** How the cluster is reached. */
export const clusterFlags = {
  server: { kind: 'string', summary: "URL of the API server (default: the kubeconfig's)." },
  kubeconfig: {
    kind: 'string',
    format: 'kubeconfig',
    summary:
      'Path of the kubeconfig (default: the usual places), or the ARN of a Secrets Manager secret or an SSM parameter that holds one.',
  },
  context: { kind: 'string', ours: true, summary: 'Context of the kubeconfig (default: the current one).' },
  'eks-cluster-name': {
    kind: 'string',
    ours: true,
    summary: 'Name of an EKS cluster, reached with AWS credentials and no kubeconfig.',
  },
  'eks-region': { kind: 'string', ours: true, summary: 'Region of the EKS cluster (default: that of the function).' },
  'eks-assume-role': {
    kind: 'string',
    ours: true,
    summary: 'ARN of the role to assume for the EKS cluster, as in another account.',
  },
  'eks-assume-role-external-id': {
    kind: 'string',
    ours: true,
    summary: 'External id for assuming the role for the EKS cluster.',
  },
  'kube-api-request-timeout': {
    kind: 'duration',
    default: 30,
    aliases: ['request-timeout'],
    summary: 'How long one request to the API server may take; 0s is no limit.',
  },
} as const satisfies FlagTable;

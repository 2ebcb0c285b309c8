import type { FlagTable } from './flag.ts';

/** How the cluster is reached. */
export const clusterFlags = {
  server: { kind: 'string', summary: "URL of the API server (default: the kubeconfig's)." },
  kubeconfig: { kind: 'string', summary: 'Path of the kubeconfig (default: the usual places).' },
  context: { kind: 'string', ours: true, summary: 'Context of the kubeconfig (default: the current one).' },
  'kube-api-request-timeout': {
    kind: 'duration',
    default: 30,
    aliases: ['request-timeout'],
    summary: 'How long one request to the API server may take; 0s is no limit.',
  },
} as const satisfies FlagTable;

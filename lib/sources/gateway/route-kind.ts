import type { PrimaryKind } from '../source-object.ts';

/** One of the five kinds of routes, as data. */
export interface RouteKind extends PrimaryKind {
  readonly summary: string;
  /** Of the listeners that may take it. */
  readonly protocols: readonly ListenerProtocol[];
  /** Whether `spec.hostnames` exists: TCP and UDP know no hostnames. */
  readonly hostnames: 'spec' | 'none';
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype */
export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';

import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { flag, listOf, section, text } from './boundary.ts';
import type { Readable } from './read-served.ts';
import { nodes } from './resources.ts';
import type { PrimaryKind } from './source-object.ts';

/** The node source's kind, also for Nodes that are only looked up. */
export const nodeKind: PrimaryKind = { source: 'node', resource: nodes, label: 'node' };

/** What is read of a Node. */
export const nodeSchema = z.object({
  spec: section({ unschedulable: flag }),
  status: section({ addresses: listOf(z.object({ type: text, address: text })) }),
});

/** A Node whose fields are sound. */
export type Node = Readable<z.infer<typeof nodeSchema>>;

/** Addresses of one type, `ExternalIP` or `InternalIP`. */
export const addressesOfType = ({ fields }: Node, type: 'ExternalIP' | 'InternalIP'): readonly string[] =>
  fields.status.addresses.filter((each) => each.type === type && each.address !== '').map(({ address }) => address);

/** IPv6 addresses of type InternalIP: they may well be routable. */
const internalIpv6 = (node: Node): readonly string[] =>
  addressesOfType(node, 'InternalIP').filter((address) => isIPv6(address));

/** Whether internal IPv6 addresses count as external ones (`--expose-internal-ipv6`). */
export type InternalIpv6 = 'exposed' | 'hidden';

/** The addresses by which a node is reached from outside. */
export const externalAddresses = (node: Node, ipv6: InternalIpv6): readonly string[] => [
  ...addressesOfType(node, 'ExternalIP'),
  ...(ipv6 === 'exposed' ? internalIpv6(node) : []),
];

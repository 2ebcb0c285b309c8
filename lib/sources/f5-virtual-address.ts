import { section, text } from './boundary.ts';
import type { SourceObject } from './source-object.ts';
import { annotatedTargets, awaitingLoadBalancer, type Targets } from './targets.ts';

/** What F5's VirtualServers and TransportServers say of their address in `status`. */
export const virtualAddressStatus = section({ vsAddress: text });

/** The part of either object that its address depends on. */
interface VirtualAddress {
  readonly fields: {
    readonly spec: { readonly virtualServerAddress: string };
    readonly status: { readonly vsAddress: string };
  };
}

/**
 * The target annotation, the address asked for, the address given, in this order (ExternalDNS
 * source/f5_virtualserver.go). As upstream's code has it, and its documentation not, nothing is published before the
 * BIG-IP holds an address: `status.vsAddress` is empty or `None` until then, and when the BIG-IP refuses the object.
 */
export function virtualAddressTargets(object: SourceObject & VirtualAddress): Targets {
  const { spec, status } = object.fields;
  if (status.vsAddress === '' || status.vsAddress.toLowerCase() === 'none') return { cause: noAddress };
  return annotatedTargets(object) ?? { targets: [spec.virtualServerAddress || status.vsAddress] };
}

const noAddress = awaitingLoadBalancer(
  'the BIG-IP holds no address for it yet: status.vsAddress is empty or None',
  'wait for the F5 controller, and look at status.error; the target annotation counts only then',
);

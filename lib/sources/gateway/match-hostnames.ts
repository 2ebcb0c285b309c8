import type { Targets } from '../targets.ts';
import type { Attachment, JudgedListener } from './attachments.ts';
import { intersectHostnames } from './hostname-match.ts';
import { explainFaults, hostnameFault, isForeign } from './listener-fault.ts';
import type { Parent } from './parent.ts';

/** A name that a listener gives a route, with its targets, or one that no listener gives it, with the cause. */
export interface Match {
  /** Empty where a listener takes the route and neither of them has a hostname. */
  readonly dnsName: string;
  readonly targets: Targets;
}

type Attached = Extract<Attachment, { state: 'attached' }>;

/**
 * What becomes of one hostname of a route, `host` as `gatewayHostname` gives it: the names under which listeners take
 * it, or, where none does, a refusal of each parent. An empty host takes the listeners' own.
 */
export function matchHostname(host: string, parents: readonly Attachment[]): readonly Match[] {
  const hits = parents.flatMap((each) => (each.state === 'attached' ? hitsAt(host, each) : []));
  if (hits.length > 0) return hits;
  return host === '' ? parents.flatMap(refuseOwn) : parents.flatMap((each) => refuseHost(host, each, parents));
}

const hitsAt = (host: string, { parent, listeners }: Attached): readonly Match[] =>
  listeners.flatMap(({ listener, fault }) => {
    if (fault !== undefined || listener.host === undefined) return [];
    const dnsName = intersectHostnames(listener.host, host);
    return dnsName === undefined ? [] : [{ dnsName, targets: parent.targets }];
  });

function refuseHost(dnsName: string, attachment: Attachment, all: readonly Attachment[]): readonly Match[] {
  switch (attachment.state) {
    case 'elsewhere':
      return [];
    case 'refused':
      return [{ dnsName, targets: { cause: attachment.cause } }];
    case 'attached':
      return refuseAt(dnsName, attachment, all);
  }
}

/** What another instance's Gateway may well serve is not told as missing from the listeners of ours. */
function refuseAt(dnsName: string, { parent, listeners }: Attached, all: readonly Attachment[]): readonly Match[] {
  const faults = listeners.map(({ listener, fault }) => fault ?? hostnameFault(listener));
  const { check, problem, fix } = explainFaults(parent, faults);
  if (check === 'hostname' && all.some(({ state }) => state === 'elsewhere')) return [];
  return [{ dnsName, targets: { cause: { code: 'NotAccepted', problem, fix } } }];
}

/** A route without hostnames has asked only for those of listeners that could have taken it. */
function refuseOwn(attachment: Attachment): readonly Match[] {
  switch (attachment.state) {
    case 'elsewhere':
      return [];
    case 'refused':
      return attachment.hosts.map((dnsName) => ({ dnsName, targets: { cause: attachment.cause } }));
    case 'attached':
      return attachment.listeners.flatMap((each) => refuseListener(each, attachment.parent));
  }
}

function refuseListener({ listener, fault }: JudgedListener, parent: Parent): readonly Match[] {
  if (fault === undefined || isForeign(fault) || !listener.host) return [];
  const { problem, fix } = explainFaults(parent, [fault]);
  return [{ dnsName: listener.host, targets: { cause: { code: 'NotAccepted', problem, fix } } }];
}

import { isIP } from 'node:net';
import { plannerName } from '../../endpoint/dns-name.ts';

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * The name in lower case, IDNA in ASCII and without trailing dot, if it is a hostname as Gateways know them: a DNS name of
 * RFC 1123 labels, perhaps behind `*.`. Upstream loses a name with a trailing dot; here it is the same name.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#hostname
 */
export function gatewayHostname(name: string): string | undefined {
  const host = plannerName(name);
  const labels = host.replace(/^\*\./, '').split('.');
  return isIP(host) === 0 && host.length <= 253 && labels.every((each) => label.test(each)) ? host : undefined;
}

/**
 * The more specific of a listener's and a route's hostname, where one covers the other; both as `gatewayHostname` gives
 * them, or empty (ExternalDNS source/gateway.go, gwMatchingHost).
 *
 *     one        other          both
 *     empty      a.x            a.x      (two empty ones: empty)
 *     a.x        a.x            a.x
 *     *.x        a.x  b.a.x     a.x  b.a.x
 *     *.x        *.y.x          *.y.x
 *     *.x        x  a.z         no match
 */
export function intersectHostnames(one: string, other: string): string | undefined {
  if (one === '' || one === other) return other;
  if (other === '' || covers(other, one)) return one;
  return covers(one, other) ? other : undefined;
}

const covers = (wildcard: string, name: string): boolean =>
  wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));

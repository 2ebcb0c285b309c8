import type { Cause } from '../../endpoint/cause.ts';
import { referenceText } from '../../endpoint/endpoint.ts';
import { type IstioGateway, splitHost, type VirtualService } from './istio-fields.ts';

/**
 * Why a VirtualService's name is not served by a Gateway; undefined when it is (ExternalDNS
 * source/istio_virtualservice.go; https://istio.io/latest/docs/reference/config/networking/gateway/#Server). Both must hold:
 *
 *     exportTo     empty, or has `*`, the Gateway's namespace, or `.` where both are in one namespace
 *     a server's   `*`, the name, or `*.x` for a name that ends in `.x`; with a namespace before it that is `*`, the
 *     host         VirtualService's, or `.` where both are in one namespace. Letter case counts
 */
export function unbound(virtualService: VirtualService, gateway: IstioGateway, dnsName: string): Cause | undefined {
  const who = referenceText(gateway.ref);
  if (!isExported(virtualService, gateway)) {
    return notAccepted(`spec.exportTo leaves out the namespace of ${who}`, `add ${gateway.metadata.namespace} to it`);
  }
  const hosts = gateway.fields.spec.servers.flatMap((server) => server.hosts);
  if (hosts.some((host) => takes(host, virtualService, gateway, dnsName))) return undefined;
  return notAccepted(`no server of ${who} takes it`, 'add the name to the hosts of a server, or use another Gateway');
}

const notAccepted = (problem: string, fix: string): Cause => ({ code: 'NotAccepted', problem, fix });

const isNeighbour = (virtualService: VirtualService, gateway: IstioGateway): boolean =>
  virtualService.metadata.namespace === gateway.metadata.namespace;

const isExported = (virtualService: VirtualService, gateway: IstioGateway): boolean => {
  const { exportTo } = virtualService.fields.spec;
  const reached = ['*', gateway.metadata.namespace, ...(isNeighbour(virtualService, gateway) ? ['.'] : [])];
  return exportTo.length === 0 || exportTo.some((each) => reached.includes(each));
};

function takes(host: string, virtualService: VirtualService, gateway: IstioGateway, dnsName: string): boolean {
  const { namespace, name } = splitHost(host) ?? { name: '' };
  const own = virtualService.metadata.namespace;
  const admitted = [undefined, '*', own, ...(isNeighbour(virtualService, gateway) ? ['.'] : [])];
  if (!admitted.includes(namespace)) return false;
  return name === '*' || name === dnsName || (name.startsWith('*.') && dnsName.endsWith(name.slice(1)));
}

import type { Cause } from '../../endpoint/cause.ts';
import { nameCause } from '../../endpoint/name-problem.ts';
import { unique } from '../hostnames.ts';
import { joinResults, type ObjectResult, refuseNames } from '../object-result.ts';
import { publish } from '../publish.ts';
import { annotatedSettings } from '../record-settings.ts';
import type { Attachment } from './attachments.ts';
import type { Route } from './gateway-fields.ts';
import { gatewayHostname } from './hostname-match.ts';
import { type Match, matchHostname } from './match-hostnames.ts';
import type { RouteHostnames } from './route-hostnames.ts';

/** What a route gives: its names at the targets of all parents that take it. A name that has an endpoint has no refusal. */
export function routeResult(
  route: Route,
  { names, refusals, ofListeners }: RouteHostnames,
  parents: readonly Attachment[],
): ObjectResult {
  if (parents.every(({ state }) => state === 'elsewhere')) return joinResults([]);
  const hosts = names.map((name) => ({ name, host: gatewayHostname(name) }));
  const invalid = hosts.flatMap(({ name, host }) => (host === undefined ? [name] : []));
  const asked = unique([...hosts.flatMap(({ host }) => host ?? []), ...(ofListeners === 'included' ? [''] : [])]);
  const matches = asked.flatMap((host) => matchHostname(host, parents)).filter(({ dnsName }) => dnsName !== '');
  const byName = [...Map.groupBy(matches, ({ dnsName }) => dnsName)];
  return joinResults([
    { refusals },
    ...invalid.map((name) => refuseNames(route.ref, [name], invalidHostname(name))),
    ...byName.map(([dnsName, each]) => publishName(route, dnsName, each)),
  ]);
}

function publishName(route: Route, dnsName: string, matches: readonly Match[]): ObjectResult {
  const targets = matches.flatMap(({ targets: each }) => ('targets' in each ? each.targets : []));
  if (targets.length > 0) return publish(route, annotatedSettings(route), dnsName, { targets: unique(targets) });
  return joinResults(
    matches.flatMap(({ targets: each }) => ('cause' in each ? [refuseNames(route.ref, [dnsName], each.cause)] : [])),
  );
}

const invalidHostname = (name: string): Cause =>
  nameCause(name) ?? {
    code: 'InvalidName',
    problem: `the name ${JSON.stringify(name)} is no hostname, so no listener can match it`,
    fix: 'write a DNS name of letters, digits and hyphens, perhaps behind *.',
  };

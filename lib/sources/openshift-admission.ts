import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Cause } from '../endpoint/cause.ts';
import { listOf, section, text } from './boundary.ts';
import { conditions, unmet } from './conditions.ts';
import type { Readable } from './read-served.ts';

const statusEntry = z.object({ host: text, routerName: text, routerCanonicalHostname: text, conditions });

/** What is read of a Route. */
export const routeSchema = z.object({
  spec: section({ host: text }),
  status: section({ ingress: listOf(statusEntry) }),
});

/** A Route whose fields are sound. */
export type Route = Readable<z.infer<typeof routeSchema>>;
type StatusEntry = z.infer<typeof statusEntry>;

/** The entries of the router that this instance speaks for: all of them without `--openshift-router-name`. */
const ofRouter = ({ fields }: Route, { openshiftRouterName = '' }: Config): readonly StatusEntry[] =>
  fields.status.ingress.filter(({ routerName }) => openshiftRouterName === '' || routerName === openshiftRouterName);

const isAdmitted = (entry: StatusEntry): boolean => unmet(entry.conditions, 'Admitted') === undefined;

/** What the first router that admits the Route, and has a name, says of it. */
export const admitted = (route: Route, config: Config): StatusEntry | undefined =>
  ofRouter(route, config).find((entry) => isAdmitted(entry) && entry.routerCanonicalHostname !== '');

/** Why there is no such router. Only a Route that no router has spoken of yet, or whose router has no name yet, is waited for. */
export function notAdmitted(route: Route, config: Config): Cause {
  const entries = ofRouter(route, config);
  const nameless = entries.find(isAdmitted);
  if (nameless !== undefined) {
    const problem = `${routerText(nameless.routerName)} admits the Route without a canonical host name`;
    return awaitingRouter(problem, 'give the router one (ROUTER_CANONICAL_HOSTNAME)');
  }
  const [refusing] = entries;
  if (refusing !== undefined) return refusedBy(refusing);
  const router = config.openshiftRouterName ? routerText(config.openshiftRouterName) : 'any router';
  return awaitingRouter(
    `the Route is not admitted by ${router} yet`,
    'wait for it, or check which routers select the Route',
  );
}

const refusedBy = (entry: StatusEntry): Cause => ({
  code: 'NotAccepted',
  problem: `${routerText(entry.routerName)} does not admit the Route: ${unmet(entry.conditions, 'Admitted')}`,
  fix: 'mend the Route',
});

const awaitingRouter = (problem: string, fix: string): Cause => ({
  code: 'NoTargets',
  problem,
  fix,
  awaits: 'gateway',
});

const routerText = (name: string): string => (name === '' ? 'the router' : `the router ${name}`);

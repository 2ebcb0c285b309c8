/** What a rule of Traefik's says of host names. */
export interface RuleHosts {
  readonly names: readonly string[];
  /** Parts that speak of hosts in a form that gives no name, as written. */
  readonly unreadable: readonly string[];
}

/** From the function's name to the first backtick that a closing parenthesis follows, within one line. */
const hostCall = /Host(?:SNI|Header)?\s*\(\s*(`.*?`)\s*\)/g;

/**
 * The host names of a rule (ExternalDNS source/traefik_proxy.go; https://doc.traefik.io/traefik/routing/routers/#rule).
 * A negation is not understood, as upstream: the names within it count.
 *
 *     rule                                        names       unreadable
 *     Host(`a.x`, `b.x`) && Path(`/p`)            a.x, b.x
 *     HostSNI(`a.x`) && !Host(`n.x`)              a.x, n.x
 *     Host(`*.x`)                                 *.x
 *     HostSNI(`*`)                                            (every host: no name is asked for)
 *     Host(`a.x,b.x`)                                         a.x,b.x
 *     Host("a.x")   HostRegexp(`.+`)   host(`a`)              the call
 */
export function hostsOfRule(rule: string): RuleHosts {
  const quoted = [...rule.matchAll(hostCall)].flatMap(([, list = '']) => quotedRuns(list));
  const isName = (each: string): boolean => !each.includes(',');
  return {
    names: quoted.filter((each) => isName(each) && each !== '*'),
    unreadable: [...quoted.filter((each) => !isName(each)), ...otherCalls(rule.replace(hostCall, ''))],
  };
}

const quotedRuns = (list: string): readonly string[] => [...list.matchAll(/`([^`]+)`/g)].map(([, run = '']) => run);

/** Calls that speak of hosts, in whatever form. */
const otherCalls = (rule: string): readonly string[] =>
  [...rule.matchAll(/\bHost\w*\s*\([^)\n]*\)?/gi)].map(([call]) => call);

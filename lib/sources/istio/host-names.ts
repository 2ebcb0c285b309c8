import { refuse } from '../../endpoint/cause.ts';
import { type AskedNames, fieldNames } from '../hostnames.ts';
import type { SourceObject } from '../source-object.ts';
import { splitHost } from './istio-fields.ts';

/**
 * The names among hosts such as `a.example.org`, `shop/a.example.org` and `*.example.org`. `*` stands for every host
 * and names none, also behind a namespace (upstream makes a name of the latter in VirtualServices).
 */
export function hostNames({ ref }: SourceObject, hosts: readonly string[]): AskedNames {
  const { names } = fieldNames(hosts.map((host) => splitHost(host)?.name ?? ''));
  const malformed = hosts.filter((host) => splitHost(host) === undefined);
  return {
    names: names.filter((name) => name !== '*'),
    refusals: malformed.map((host) => refuse(ref, '', badHost(host))),
  };
}

const badHost = (host: string) =>
  ({
    code: 'InvalidObject',
    problem: `the host ${JSON.stringify(host)} has more than one slash`,
    fix: 'write NAME or NAMESPACE/NAME',
  }) as const;

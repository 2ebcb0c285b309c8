import type { Carried } from './carry.ts';
import type { Installation, Note } from './installation.ts';

/** What was read and what is carried over, for which something is different. */
export interface Compared {
  readonly installation: Installation;
  readonly settings: Carried;
  readonly without: readonly Note[];
}

/** Sentences on what behaves otherwise than under ExternalDNS, those first that this installation is concerned with. */
export function differencesOf(compared: Compared): readonly string[] {
  return [
    ...ownerDifference(compared),
    ...policyDifference(compared),
    ...scheduleDifference(compared),
    ...role(compared),
    ...always(compared),
  ];
}

function ownerDifference({ settings, installation }: Compared): readonly string[] {
  if (settings.get('txt-owner-id')?.[0] !== sharedOwner || namesOwner(installation)) return [];
  return [
    `No owner id was set, so ExternalDNS wrote its records as "${sharedOwner}", the default of every cluster. It is carried over, so that the records stay yours. To have one of your own later: another --txt-owner-id, with --migrate-from-txt-owner=${sharedOwner}.`,
  ];
}

/** The owner id of an ExternalDNS that is given none (pkg/apis/externaldns/types.go). */
export const sharedOwner = 'default';

/** True where the installation sets its owner id itself. */
export const namesOwner = ({ argv, environment }: Installation): boolean =>
  argv.some((text) => /^--txt-owner-id(=|$)/.test(text)) || Boolean(environment['EXTERNAL_DNS_TXT_OWNER_ID']);

function policyDifference({ settings }: Compared): readonly string[] {
  const [policy] = settings.get('policy') ?? [];
  if (policy === undefined)
    return [
      'The policy is sync: a record goes when nothing asks for it any more. Unusual numbers of deletions are held until they are approved.',
    ];
  return [
    `The policy ${policy} is carried over: records are never deleted. ${policy === 'create-only' ? 'Nor are they updated. ' : ''}With sync they go when nothing asks for them any more.`,
  ];
}

function scheduleDifference({ without }: Compared): readonly string[] {
  const valueAs = (item: string): string | undefined => without.find((note) => note.item === item)?.value;
  const interval = valueAs('--interval') ?? valueAs('EXTERNAL_DNS_INTERVAL') ?? '1m';
  const onEvents = without.some(({ item }) => item === '--events') ? ' and when an object changed' : '';
  return [`ExternalDNS looked every ${interval}${onEvents}; the schedule in serverless.yml does once a minute.`];
}

function role({ installation }: Compared): readonly string[] {
  if (installation.role === undefined) return [];
  return [
    `ExternalDNS worked as ${installation.role}. The function has a role of its own, which may change the hosted zones of the parameter \`zones\`; where they are another account's, set the parameter \`assumeRole\`.`,
  ];
}

function always({ settings }: Compared): readonly string[] {
  const prefixes = settings.has('annotation-prefix')
    ? []
    : ['Annotations count under external-dns.kubernetes.io/ and under external-dns.alpha.kubernetes.io/.'];
  return [
    ...prefixes,
    'A record stays while its object waits for the address of its load balancer (--on-missing-targets=delete gives the old way).',
    'Every object is told by an Event what became of its names (an empty --events-emit tells none).',
  ];
}

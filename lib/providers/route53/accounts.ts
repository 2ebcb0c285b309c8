import type { Route53Client } from '@aws-sdk/client-route-53';
import type { Zone } from '../../endpoint/endpoint.ts';
import { ProviderError, type UnavailableZone, type UnlistedZones } from '../provider.ts';
import { detailsOf, problemText } from './change-errors.ts';
import { byZoneName, getZone, listZones, type ZoneFilter } from './zones.ts';

/** One way into Route 53, and the zones that are reached by it. */
export interface Account {
  readonly client: Route53Client;
  /** As sentences name it: `the AWS profile web`, `the role arn:...`. */
  readonly name: string;
  /** The bare id of the one zone that it is for; absent means every zone that it lists. */
  readonly zoneId?: string;
}

/** The hosted zones of all accounts, each with the client that reaches it. */
export interface Directory {
  /** In order of name and id; those that are unavailable too. */
  readonly zones: readonly Zone[];
  readonly clients: ReadonlyMap<string, Route53Client>;
  /** Zones of accounts that did not answer, as they were known from earlier runs. */
  readonly unavailable: readonly UnavailableZone[];
  readonly unlisted: readonly UnlistedZones[];
}

/** The zones that each account listed last, by its name and zone. */
export type KnownZones = Map<string, readonly Zone[]>;

/** What is looked for, and what earlier runs found. */
export interface Search {
  readonly filter: ZoneFilter;
  /** Brought up to date by those that answer. */
  readonly known: KnownZones;
  readonly signal: AbortSignal;
}

/**
 * Lists the zones of all accounts side by side. An account that does not answer costs its own zones alone; throws
 * ProviderError where none of them answers.
 */
export async function listAccountZones(accounts: readonly Account[], search: Search): Promise<Directory> {
  const lists = await Promise.all(accounts.map((account) => listOf(account, search)));
  const failed = lists.flatMap((list) => ('problem' in list ? [list] : []));
  const [first] = failed;
  if (first !== undefined && failed.length === lists.length) throw asProviderError(first, failed);
  const found = listsByZone(lists);
  const all = lists.flatMap((list) => list.zones).map((zone) => [zone.id, zone] as const);
  const zones = [...new Map(all).values()].sort(byZoneName);
  return {
    zones,
    clients: new Map([...found].map(([id, { account }]) => [id, account.client] as const)),
    unavailable: zones.flatMap((zone) => {
      const list = found.get(zone.id);
      return list !== undefined && 'problem' in list ? [{ zone, problem: list.problem, error: list.details }] : [];
    }),
    unlisted: failed.map(({ account, problem, details }) => ({ by: account.name, problem, error: details })),
  };
}

/** The zones that are reached through one account and pass the filter. Throws what the AWS SDK throws. */
export const listZonesOf = (
  { client, zoneId }: Account,
  filter: ZoneFilter,
  signal: AbortSignal,
): Promise<readonly Zone[]> =>
  zoneId === undefined ? listZones(client, filter, signal) : getZone(client, zoneId, filter, signal);

/** Of each zone the list that it is reached by. */
function listsByZone(lists: readonly List[]): ReadonlyMap<string, List> {
  const found = new Map<string, List>();
  for (const list of lists.toSorted((left, right) => precedence(left) - precedence(right)))
    for (const { id } of list.zones) if (!found.has(id)) found.set(id, list);
  return found;
}

/** Who is asked about a zone that several see: the one that names it, then one that answers; of two such the first. */
function precedence(list: List): number {
  if (list.account.zoneId !== undefined) return 0;
  return 'problem' in list ? 2 : 1;
}

interface Listed {
  readonly account: Account;
  readonly zones: readonly Zone[];
}

interface NotListed extends Listed {
  readonly problem: string;
  readonly details: ReturnType<typeof detailsOf>;
  readonly cause: unknown;
}

type List = Listed | NotListed;

async function listOf(account: Account, { filter, known, signal }: Search): Promise<List> {
  const { name, zoneId } = account;
  const key = `${zoneId ?? ''} ${name}`;
  try {
    const zones = await listZonesOf(account, filter, signal);
    known.set(key, zones);
    return { account, zones };
  } catch (error) {
    const problem = `the hosted zones of ${name} could not be listed: ${problemText(error)}`;
    return { account, zones: known.get(key) ?? [], problem, details: detailsOf(error), cause: error };
  }
}

function asProviderError({ cause, details }: NotListed, failed: readonly NotListed[]): ProviderError {
  const problems = new Set(failed.map((each) => problemText(each.cause)));
  return new ProviderError(`Route 53 hosted zones could not be listed: ${[...problems].join('; ')}`, {
    cause,
    details,
  });
}

import {
  GetHostedZoneCommand,
  type HostedZone,
  ListTagsForResourcesCommand,
  paginateListHostedZones,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { batchesOf } from '../../batches.ts';
import type { Zone } from '../../endpoint/endpoint.ts';
import { bareZoneId } from './choose-zones.ts';
import { decodeName } from './names.ts';

/** Which hosted zones a run may see. */
export interface ZoneFilter {
  /** Zone ids, compared as the end of the id (`--zone-id-filter`); empty lets all pass. */
  readonly ids: readonly string[];
  /** Zones of other shards, by the end of the id; they are listed too, because what lies in them is not ours. */
  readonly elsewhere?: readonly string[];
  readonly visibility?: 'public' | 'private';
  /** `key` or `key=value`; all must hold. */
  readonly tags: readonly string[];
  readonly matchesDomain: (zoneName: string) => boolean;
}

/** Whether the run was told to look at some zones only. */
export const isNarrow = ({ ids, visibility, tags }: ZoneFilter): boolean =>
  ids.some((id) => id !== '') || visibility !== undefined || tags.length > 0;

/** The zones that pass the filter, in order of name and id. Throws what the AWS SDK throws. */
export async function listZones(
  client: Route53Client,
  filter: ZoneFilter,
  abortSignal: AbortSignal,
): Promise<readonly Zone[]> {
  const zones: Zone[] = [];
  for await (const page of paginateListHostedZones({ client }, {}, { abortSignal })) {
    zones.push(...(page.HostedZones ?? []).map(zoneOf).filter((zone) => passes(zone, filter)));
  }
  return [...(await withTags(client, zones, filter.tags, abortSignal))].sort(byZoneName);
}

/** The order in which zones are told: by name, then by id. */
export const byZoneName = (left: Zone, right: Zone): number =>
  `${left.name} ${left.id}` < `${right.name} ${right.id}` ? -1 : 1;

/** The zone of this id, if it passes the filter. Throws what the AWS SDK throws. */
export async function getZone(
  client: Route53Client,
  id: string,
  filter: ZoneFilter,
  abortSignal: AbortSignal,
): Promise<readonly Zone[]> {
  const { HostedZone: found } = await client.send(new GetHostedZoneCommand({ Id: id }), { abortSignal });
  const zones = found === undefined ? [] : [zoneOf(found)].filter((zone) => passes(zone, filter));
  return withTags(client, zones, filter.tags, abortSignal);
}

const zoneOf = ({ Id = '', Name = '', Config }: HostedZone): Zone => ({
  id: bareZoneId(Id),
  name: decodeName(Name).toLowerCase(),
  visibility: Config?.PrivateZone ? 'private' : 'public',
});

/** Whether a zone is another shard's. */
export const isElsewhere = ({ id }: Zone, { elsewhere = [] }: ZoneFilter): boolean =>
  elsewhere.some((end) => id.endsWith(bareZoneId(end)));

function passes(zone: Zone, filter: ZoneFilter): boolean {
  const { ids, visibility, matchesDomain } = filter;
  const wanted = ids.filter((id) => id !== '');
  return (
    (wanted.length === 0 || wanted.some((id) => zone.id.endsWith(bareZoneId(id))) || isElsewhere(zone, filter)) &&
    (visibility === undefined || zone.visibility === visibility) &&
    matchesDomain(zone.name)
  );
}

/** ListTagsForResources takes ten ids at a time (AWS API reference). */
const tagPage = 10;

async function withTags(
  client: Route53Client,
  zones: readonly Zone[],
  wanted: readonly string[],
  abortSignal: AbortSignal,
): Promise<readonly Zone[]> {
  if (wanted.length === 0) return zones;
  const kept: Zone[] = [];
  for (const page of batchesOf(zones, tagPage)) {
    const answer = await client.send(
      new ListTagsForResourcesCommand({ ResourceType: 'hostedzone', ResourceIds: page.map(({ id }) => id) }),
      { abortSignal },
    );
    const tags = new Map((answer.ResourceTagSets ?? []).map((set) => [set.ResourceId, set.Tags ?? []] as const));
    kept.push(...page.filter(({ id }) => wanted.every((tag) => hasTag(tags.get(id) ?? [], tag))));
  }
  return kept;
}

function hasTag(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
  wanted: string,
): boolean {
  const equals = wanted.indexOf('=');
  const key = (equals < 0 ? wanted : wanted.slice(0, equals)).trim();
  const value = equals < 0 ? undefined : wanted.slice(equals + 1).trim();
  return tags.some((tag) => tag.Key === key && (value === undefined || tag.Value === value));
}

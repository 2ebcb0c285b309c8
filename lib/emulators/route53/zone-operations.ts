import { z } from 'zod';
import { type Account, type ChangeRecord, nameServers } from './account.ts';
import type { Call, Operation } from './call.ts';
import { invalidInput, Route53Error } from './errors.ts';
import { limits } from './limits.ts';
import { parseName, problemText, sortKey } from './name.ts';
import { pageSize } from './paging.ts';
import { constraintError, lengthAtMost, validationErrors } from './validation-errors.ts';
import type { HostedZone } from './zone.ts';

/** The zone that a call's path names. @throws Route53Error InvalidInput for an overlong id, NoSuchHostedZone. */
export function zoneOf(account: Account, call: Call): HostedZone {
  const id = call.path['id'] ?? '';
  checkZoneId(id);
  return account.zone(id);
}

/** @throws Route53Error InvalidInput: the model allows 32 characters, which `/hostedzone/Z...` often exceeds. */
export function checkZoneId(id: string): void {
  const limit = limits.zoneIdCharacters;
  if (id.length <= limit) return;
  throw invalidInput(`1 validation error detected: ${constraintError(id, 'resourceId', lengthAtMost(limit))}`);
}

/** What the API says of a change; PENDING until it has had time to spread. */
export function changeInfo(account: Account, { id, submittedAt, comment }: ChangeRecord): object {
  const age = account.options.now().getTime() - submittedAt.getTime();
  const status = age < account.options.propagation ? 'PENDING' : 'INSYNC';
  return { Id: id, Status: status, SubmittedAt: submittedAt.toISOString(), Comment: comment };
}

/** What the API says of a change that was accepted just now. */
export const acceptedChange = (account: Account, change: ChangeRecord): object => ({
  ...changeInfo(account, change),
  Status: 'PENDING',
});

const zoneXml = ({ facts, size }: HostedZone): object => ({
  Id: `/hostedzone/${facts.id}`,
  Name: facts.name,
  CallerReference: facts.callerReference,
  Config: { Comment: facts.comment, PrivateZone: facts.visibility === 'private' },
  ResourceRecordSetCount: size,
});

const delegation = { NameServers: { NameServer: nameServers.map((name) => name.slice(0, -1)) } };

/** ListHostedZones: by id, 100 a page, `Marker` is the id to start with. */
export const listHostedZones: Operation = (account, { query }) => {
  const marker = query.get('marker');
  const size = pageSize(query, limits.zonesPerPage);
  const kind = query.get('hostedzonetype') === 'PrivateHostedZone' ? 'private' : undefined;
  const zones = account.zones().filter(({ facts }) => kind === undefined || facts.visibility === kind);
  const start = marker === null ? 0 : zones.findIndex(({ facts }) => facts.id === marker);
  if (start < 0) throw invalidInput(`The marker '${marker}' is not a hosted zone.`);
  const next = zones[start + size]?.facts.id;
  return {
    root: 'ListHostedZonesResponse',
    content: {
      HostedZones: { HostedZone: zones.slice(start, start + size).map(zoneXml) },
      Marker: marker ?? undefined,
      IsTruncated: next !== undefined,
      NextMarker: next,
      MaxItems: size,
    },
  };
};

/** ListHostedZonesByName: by name with labels reversed, starting at a name and, among equal names, at an id. */
export const listHostedZonesByName: Operation = (account, { query }) => {
  const size = pageSize(query, limits.zonesPerPage);
  const dnsName = query.get('dnsname');
  const id = query.get('hostedzoneid')?.replace('/hostedzone/', '');
  if (id !== undefined && dnsName === null) throw invalidInput('HostedZoneId requires DNSName.');
  const from = dnsName === null ? '' : `${sortKey(requestedName(dnsName))} ${id ?? ''}`;
  const zones = account.zonesByName().filter(({ facts }) => `${sortKey(facts.name)} ${facts.id}` >= from);
  const next = zones[size]?.facts;
  return {
    root: 'ListHostedZonesByNameResponse',
    content: {
      HostedZones: { HostedZone: zones.slice(0, size).map(zoneXml) },
      DNSName: dnsName ?? undefined,
      HostedZoneId: id,
      IsTruncated: next !== undefined,
      NextDNSName: next?.name,
      NextHostedZoneId: next?.id,
      MaxItems: size,
    },
  };
};

/** The stored form of a name that a request asks for. @throws Route53Error InvalidInput. */
export function requestedName(text: string): string {
  const result = parseName(text);
  if ('problem' in result) throw invalidInput(problemText(result.problem));
  return result.name;
}

/** GetHostedZone; a private zone shows a network in place of name servers. */
export const getHostedZone: Operation = (account, call) => {
  const zone = zoneOf(account, call);
  const place =
    zone.facts.visibility === 'private'
      ? { VPCs: { VPC: [{ VPCRegion: 'us-east-1', VPCId: 'vpc-emulated' }] } }
      : { DelegationSet: delegation };
  return { root: 'GetHostedZoneResponse', content: { HostedZone: zoneXml(zone), ...place } };
};

/** GetHostedZoneCount. */
export const getHostedZoneCount: Operation = (account) => ({
  root: 'GetHostedZoneCountResponse',
  content: { HostedZoneCount: account.zones().length },
});

const newZone = z.strictObject({
  Name: z.string().max(1024),
  VPC: z.strictObject({ VPCRegion: z.string().optional(), VPCId: z.string().optional() }).optional(),
  CallerReference: z.string().min(1).max(128),
  HostedZoneConfig: z
    .strictObject({ Comment: z.string().max(256).optional(), PrivateZone: z.string().optional() })
    .optional(),
  DelegationSetId: z.string().max(32).optional(),
});

/** CreateHostedZone: private when it names a VPC. */
export const createHostedZone: Operation = (account, { body }) => {
  const request = newZone.safeParse(body?.content, { reportInput: true });
  if (!request.success) throw invalidInput(validationErrors(request.error.issues));
  const { Name, VPC, CallerReference, HostedZoneConfig } = request.data;
  const name = parseName(Name);
  if ('problem' in name) throw new Route53Error('InvalidDomainName', 400, problemText(name.problem));
  if (account.zones().some(({ facts }) => facts.callerReference === CallerReference)) {
    const text = `A hosted zone has already been created with the specified caller reference ${CallerReference}.`;
    throw new Route53Error('HostedZoneAlreadyExists', 409, text);
  }
  account.checkZoneQuota();
  const zone = account.addZone({
    name: name.name,
    visibility: VPC === undefined ? 'public' : 'private',
    callerReference: CallerReference,
    ...(HostedZoneConfig?.Comment === undefined ? {} : { comment: HostedZoneConfig.Comment }),
  });
  return {
    status: 201,
    headers: { location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.facts.id}` },
    root: 'CreateHostedZoneResponse',
    content: {
      HostedZone: zoneXml(zone),
      ChangeInfo: acceptedChange(account, account.recordChange()),
      ...(VPC === undefined ? { DelegationSet: delegation } : { VPC }),
    },
  };
};

/** DeleteHostedZone: only one that holds nothing but its own SOA and NS sets. */
export const deleteHostedZone: Operation = (account, call) => {
  const zone = zoneOf(account, call);
  const own = zone.at(zone.facts.name).filter(({ Type }) => Type === 'SOA' || Type === 'NS').length;
  if (zone.size > own) {
    const text = 'The specified hosted zone contains non-required resource record sets and so cannot be deleted.';
    throw new Route53Error('HostedZoneNotEmpty', 400, text);
  }
  account.removeZone(zone.facts.id);
  const change = account.recordChange();
  return { root: 'DeleteHostedZoneResponse', content: { ChangeInfo: acceptedChange(account, change) } };
};

/** GetHostedZoneLimit: MAX_RRSETS_BY_ZONE, or MAX_VPCS_ASSOCIATED_BY_ZONE for a private zone. */
export const getHostedZoneLimit: Operation = (account, call) => {
  const zone = zoneOf(account, call);
  const type = call.path['type'] ?? '';
  const known: Readonly<Record<string, readonly [number, number]>> = {
    MAX_RRSETS_BY_ZONE: [account.options.recordSetsPerZone, zone.size],
    MAX_VPCS_ASSOCIATED_BY_ZONE: [300, zone.facts.visibility === 'private' ? 1 : 0],
  };
  const limit = known[type];
  if (limit === undefined) {
    const constraint = `Member must satisfy enum value set: [${Object.keys(known).join(', ')}]`;
    throw invalidInput(`1 validation error detected: ${constraintError(type, 'type', constraint)}`);
  }
  return { root: 'GetHostedZoneLimitResponse', content: { Limit: { Type: type, Value: limit[0] }, Count: limit[1] } };
};

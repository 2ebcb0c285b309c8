import type { Operation } from './call.ts';
import { changeResourceRecordSets, getChange, listResourceRecordSets } from './record-set-operations.ts';
import { changeTagsForResource, listTagsForResource, listTagsForResources } from './tag-operations.ts';
import {
  createHostedZone,
  deleteHostedZone,
  getHostedZone,
  getHostedZoneCount,
  getHostedZoneLimit,
  listHostedZones,
  listHostedZonesByName,
} from './zone-operations.ts';

interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the API's version; `:name` is one segment. */
  readonly path: string;
  readonly action: string;
  readonly operation: Operation;
}

const routes: readonly Route[] = [
  { method: 'GET', path: 'hostedzone', action: 'ListHostedZones', operation: listHostedZones },
  { method: 'POST', path: 'hostedzone', action: 'CreateHostedZone', operation: createHostedZone },
  { method: 'GET', path: 'hostedzonesbyname', action: 'ListHostedZonesByName', operation: listHostedZonesByName },
  { method: 'GET', path: 'hostedzonecount', action: 'GetHostedZoneCount', operation: getHostedZoneCount },
  { method: 'GET', path: 'hostedzonelimit/:id/:type', action: 'GetHostedZoneLimit', operation: getHostedZoneLimit },
  { method: 'GET', path: 'hostedzone/:id', action: 'GetHostedZone', operation: getHostedZone },
  { method: 'DELETE', path: 'hostedzone/:id', action: 'DeleteHostedZone', operation: deleteHostedZone },
  { method: 'GET', path: 'hostedzone/:id/rrset', action: 'ListResourceRecordSets', operation: listResourceRecordSets },
  {
    method: 'POST',
    path: 'hostedzone/:id/rrset',
    action: 'ChangeResourceRecordSets',
    operation: changeResourceRecordSets,
  },
  { method: 'GET', path: 'change/:id', action: 'GetChange', operation: getChange },
  { method: 'GET', path: 'tags/:resourceType/:id', action: 'ListTagsForResource', operation: listTagsForResource },
  { method: 'POST', path: 'tags/:resourceType/:id', action: 'ChangeTagsForResource', operation: changeTagsForResource },
  { method: 'POST', path: 'tags/:resourceType', action: 'ListTagsForResources', operation: listTagsForResources },
];

/** The operation that a request line names, with its path parameters. */
export interface Match {
  readonly action: string;
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the operation (API reference, request syntax of each); a trailing slash makes no difference. */
export function findRoute(method: string, pathname: string): Match | undefined {
  const [, version, ...segments] = pathname.replace(/\/$/, '').split('/');
  if (version !== '2013-04-01') return undefined;
  for (const route of routes) {
    const path = route.method === method ? matchPath(route.path.split('/'), segments) : undefined;
    if (path !== undefined) return { action: route.action, operation: route.operation, path };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decodeSegment(segment);
    else if (part !== segment) return undefined;
  }
  return found;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

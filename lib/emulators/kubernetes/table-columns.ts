import { asFields, fieldAt, isFields, listAt, mapAt, type StoredObject, textAt } from './stored-object.ts';

/** One column of what `kubectl get` prints. Priority 1 is shown with `-o wide` alone. */
export interface Column {
  readonly name: string;
  readonly priority?: 1;
  cell(object: StoredObject, now: Date): string;
}

const none = '<none>';
const at =
  (path: string, otherwise = none) =>
  (object: StoredObject): string =>
    textAt(object, path) || otherwise;
const joined = (texts: readonly string[]): string => texts.filter(Boolean).join(',') || none;
const column = (name: string, cell: Column['cell']): Column => ({ name, cell });
const wide = (name: string, cell: Column['cell']): Column => ({ name, cell, priority: 1 });

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * An age as kubectl writes it (apimachinery util/duration):
 *
 *     below       2m    10m      3h    8h      2d    8d      else
 *     written     90s   9m5s     45m   5h12m   40h   3d4h    12d
 */
function ageOf(time: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1000));
  if (Number.isNaN(seconds)) return '<unknown>';
  if (seconds < 2 * minute) return `${seconds}s`;
  if (seconds < 10 * minute) return inUnits(seconds, [minute, 'm'], [1, 's']);
  if (seconds < 3 * hour) return inUnits(seconds, [minute, 'm']);
  if (seconds < 8 * hour) return inUnits(seconds, [hour, 'h'], [minute, 'm']);
  if (seconds < 2 * day) return inUnits(seconds, [hour, 'h']);
  return seconds < 8 * day ? inUnits(seconds, [day, 'd'], [hour, 'h']) : inUnits(seconds, [day, 'd']);
}

type Unit = readonly [seconds: number, letter: string];

function inUnits(seconds: number, [size, letter]: Unit, rest?: Unit): string {
  const left = rest ? Math.floor((seconds % size) / rest[0]) : 0;
  return `${Math.floor(seconds / size)}${letter}${rest && left > 0 ? `${left}${rest[1]}` : ''}`;
}

const name = column('Name', ({ metadata }) => metadata.name);
const age = column('Age', ({ metadata }, now) => ageOf(metadata.creationTimestamp ?? '', now));
const createdAt = column('Created At', ({ metadata }) => metadata.creationTimestamp ?? '');

const addressesOf = (object: StoredObject): string =>
  listAt(object, 'status.loadBalancer.ingress')
    .map((entry) => textAt(entry, 'ip') || textAt(entry, 'hostname'))
    .join(',');

function externalAddress(service: StoredObject): string {
  const own = listAt(service, 'spec.externalIPs').map(String);
  switch (textAt(service, 'spec.type')) {
    case 'ExternalName':
      return textAt(service, 'spec.externalName') || none;
    case 'LoadBalancer':
      return [addressesOf(service), ...own].filter(Boolean).join(',') || '<pending>';
    default:
      return joined(own);
  }
}

const portText = (port: unknown): string => {
  const node = textAt(port, 'nodePort');
  return `${textAt(port, 'port')}${node ? `:${node}` : ''}/${textAt(port, 'protocol') || 'TCP'}`;
};

const labelsText = (object: StoredObject, path: string): string =>
  joined(Object.entries(mapAt(object, path)).map(([key, value]) => `${key}=${value}`));

const eventTimes = (event: StoredObject) => {
  const first =
    textAt(event, 'firstTimestamp') || textAt(event, 'eventTime') || textAt(event, 'metadata.creationTimestamp');
  return { first, last: textAt(event, 'series.lastObservedTime') || textAt(event, 'lastTimestamp') || first };
};

const readyText = (node: StoredObject): string => {
  const ready = listAt(node, 'status.conditions').find((condition) => textAt(condition, 'type') === 'Ready');
  const state = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return textAt(node, 'spec.unschedulable') === 'true' ? `${state},SchedulingDisabled` : state;
};

const rolesOf = ({ metadata }: StoredObject): string => {
  const prefix = 'node-role.kubernetes.io/';
  return joined(
    Object.keys(metadata.labels ?? {}).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
  );
};

const nodeAddress =
  (type: string) =>
  (node: StoredObject): string =>
    joined(
      listAt(node, 'status.addresses')
        .filter((address) => textAt(address, 'type') === type)
        .map((address) => textAt(address, 'address')),
    );

const countOf =
  (path: string) =>
  (object: StoredObject): string => {
    const found = fieldAt(object, path);
    return String(Array.isArray(found) ? found.length : Object.keys(asFields(found) ?? {}).length);
  };

const containersReady = (pod: StoredObject): string => {
  const ready = listAt(pod, 'status.containerStatuses').filter((status) => isFields(status) && status.ready === true);
  return `${ready.length}/${listAt(pod, 'spec.containers').length}`;
};

const endpointAddresses = (slice: StoredObject): string =>
  joined(listAt(slice, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses').map(String)));

/** The columns of the kinds that people look at, as pkg/printers/internalversion names them; others have name and age. */
const columns: Readonly<Record<string, readonly Column[]>> = {
  services: [
    name,
    column('Type', at('spec.type')),
    column('Cluster-IP', at('spec.clusterIP')),
    column('External-IP', externalAddress),
    column('Port(s)', (service) => joined(listAt(service, 'spec.ports').map(portText))),
    age,
    wide('Selector', (service) => labelsText(service, 'spec.selector')),
  ],
  'ingresses.networking.k8s.io': [
    name,
    column('Class', at('spec.ingressClassName')),
    column('Hosts', (ingress) => joined(listAt(ingress, 'spec.rules').map((rule) => textAt(rule, 'host') || '*'))),
    column('Address', addressesOf),
    column('Ports', (ingress) => (listAt(ingress, 'spec.tls').length > 0 ? '80, 443' : '80')),
    age,
  ],
  events: [
    column('Last Seen', (event, now) => ageOf(eventTimes(event).last, now)),
    column('Type', at('type', '')),
    column('Reason', at('reason', '')),
    column(
      'Object',
      (event) => `${textAt(event, 'involvedObject.kind').toLowerCase()}/${textAt(event, 'involvedObject.name')}`,
    ),
    wide('Subobject', at('involvedObject.fieldPath', '')),
    wide('Source', (event) => textAt(event, 'source.component') || textAt(event, 'reportingComponent')),
    column('Message', (event) => textAt(event, 'message').trim()),
    wide('First Seen', (event, now) => ageOf(eventTimes(event).first, now)),
    wide('Count', (event) => textAt(event, 'series.count') || textAt(event, 'count') || '1'),
    wide('Name', ({ metadata }) => metadata.name),
  ],
  nodes: [
    name,
    column('Status', readyText),
    column('Roles', rolesOf),
    age,
    column('Version', at('status.nodeInfo.kubeletVersion', '')),
    wide('Internal-IP', nodeAddress('InternalIP')),
    wide('External-IP', nodeAddress('ExternalIP')),
  ],
  pods: [
    name,
    column('Ready', containersReady),
    column('Status', at('status.phase', 'Unknown')),
    column('Restarts', () => '0'),
    age,
    wide('IP', at('status.podIP')),
    wide('Node', at('spec.nodeName')),
  ],
  namespaces: [name, column('Status', at('status.phase', '')), age],
  endpoints: [
    name,
    column('Endpoints', (endpoints) =>
      joined(listAt(endpoints, 'subsets').flatMap((set) => listAt(set, 'addresses').map((one) => textAt(one, 'ip')))),
    ),
    age,
  ],
  'endpointslices.discovery.k8s.io': [
    name,
    column('AddressType', at('addressType')),
    column('Ports', (slice) => joined(listAt(slice, 'ports').map((port) => textAt(port, 'port')))),
    column('Endpoints', endpointAddresses),
    age,
  ],
  configmaps: [name, column('Data', countOf('data')), age],
  secrets: [name, column('Type', at('type', 'Opaque')), column('Data', countOf('data')), age],
  serviceaccounts: [name, column('Secrets', countOf('secrets')), age],
  'leases.coordination.k8s.io': [name, column('Holder', at('spec.holderIdentity', '')), age],
  'clusterroles.rbac.authorization.k8s.io': [name, createdAt],
  'roles.rbac.authorization.k8s.io': [name, createdAt],
  'customresourcedefinitions.apiextensions.k8s.io': [name, createdAt],
};

/** The columns of a collection. */
export const columnsOf = (collection: string): readonly Column[] => columns[collection] ?? [name, age];

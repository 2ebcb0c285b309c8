import type { ResourceDefinition } from './resource-definition.ts';
import { badRequest } from './status.ts';
import { asFields, type Fields, fieldAt, timestamp } from './stored-object.ts';

/**
 * What Go's decoder refuses with 400 before any validation runs, for the fields that this project writes.
 * Types are those of the Go structs: `MicroTime` wants exactly six fraction digits, `Time` is cut to whole seconds.
 */
type FieldType = 'string' | 'int32' | 'object' | 'Time' | 'MicroTime';

const reference = (name: string): Readonly<Record<string, FieldType>> => ({
  [name]: 'object',
  ...Object.fromEntries(
    ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map((field) => [
      `${name}.${field}`,
      'string' as const,
    ]),
  ),
});

const eventFields: Readonly<Record<string, FieldType>> = {
  eventTime: 'MicroTime',
  series: 'object',
  'series.count': 'int32',
  'series.lastObservedTime': 'MicroTime',
  action: 'string',
  reason: 'string',
  type: 'string',
  reportingInstance: 'string',
  ...reference('related'),
};

const typed: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  'v1/events': {
    ...eventFields,
    ...reference('involvedObject'),
    message: 'string',
    reportingComponent: 'string',
    firstTimestamp: 'Time',
    lastTimestamp: 'Time',
    count: 'int32',
    source: 'object',
    'source.component': 'string',
    'source.host': 'string',
  },
  'events.k8s.io/v1/events': {
    ...eventFields,
    ...reference('regarding'),
    note: 'string',
    reportingController: 'string',
    deprecatedFirstTimestamp: 'Time',
    deprecatedLastTimestamp: 'Time',
    deprecatedCount: 'int32',
    deprecatedSource: 'object',
  },
  'coordination.k8s.io/v1/leases': {
    spec: 'object',
    'spec.holderIdentity': 'string',
    'spec.leaseDurationSeconds': 'int32',
    'spec.leaseTransitions': 'int32',
    'spec.acquireTime': 'MicroTime',
    'spec.renewTime': 'MicroTime',
  },
};

const metadataFields: Readonly<Record<string, FieldType>> = {
  metadata: 'object',
  'metadata.name': 'string',
  'metadata.namespace': 'string',
  'metadata.resourceVersion': 'string',
  'metadata.labels': 'object',
  'metadata.annotations': 'object',
};

const microTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The body as an object whose typed fields have their Go types. Throws a StatusError 400 otherwise. */
export function decode(definition: ResourceDefinition, body: unknown): Fields {
  const object = asFields(body);
  if (!object) throw badRequest(`the object provided is unrecognized (must be of type ${definition.kind})`);
  checkIdentity(definition, object);
  const types = { ...metadataFields, ...typed[`${definition.apiVersion}/${definition.plural}`] };
  for (const [path, type] of Object.entries(types)) checkType(definition, object, path, type);
  for (const map of ['labels', 'annotations']) checkMap(definition, object, map);
  return wholeSeconds(object, types);
}

function checkIdentity({ apiVersion, kind, origin }: ResourceDefinition, object: Fields): void {
  if (origin === 'custom' && (!object.apiVersion || !object.kind)) {
    const missing = object.kind ? 'apiVersion' : 'Kind';
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): Object '${missing}' is missing`);
  }
  const given = { apiVersion: String(object.apiVersion ?? apiVersion), kind: String(object.kind ?? kind) };
  if (given.apiVersion === apiVersion && given.kind === kind) return;
  const version = JSON.stringify(given.apiVersion);
  throw badRequest(
    `${given.kind} in version ${version} cannot be handled as a ${kind}: no kind "${given.kind}" is registered for version ${version}`,
  );
}

function checkType(definition: ResourceDefinition, object: Fields, path: string, type: FieldType): void {
  const value = fieldAt(object, path);
  if (value === undefined || value === null) return;
  const problem = typeProblem(value, type, `${structOf(definition, path)}.${path}`);
  if (problem) throw unreadable(definition, problem);
}

function checkMap(definition: ResourceDefinition, object: Fields, map: string): void {
  for (const value of Object.values(asFields(fieldAt(object, `metadata.${map}`)) ?? {})) {
    const problem = typeProblem(value, 'string', `ObjectMeta.metadata.${map}`);
    if (problem) throw unreadable(definition, problem);
  }
}

/** The Go struct that holds the field at a path. */
const structOf = ({ kind }: ResourceDefinition, path: string): string => {
  const [outer = '', inner] = path.split('.');
  return (inner !== undefined && structs[outer]) || kind;
};

const structs: Readonly<Record<string, string>> = {
  metadata: 'ObjectMeta',
  spec: 'LeaseSpec',
  series: 'EventSeries',
  involvedObject: 'ObjectReference',
  regarding: 'ObjectReference',
  related: 'ObjectReference',
  source: 'EventSource',
};

const unreadable = ({ kind, version }: ResourceDefinition, problem: string) =>
  badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${problem}`);

function typeProblem(value: unknown, type: FieldType, field: string): string | undefined {
  const goType = { string: 'string', int32: 'int32', object: 'struct', Time: 'Time', MicroTime: 'MicroTime' }[type];
  const jsonType = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const wrong = `json: cannot unmarshal ${jsonType} into Go struct field ${field} of type ${goType}`;
  switch (type) {
    case 'object':
      return asFields(value) ? undefined : wrong;
    case 'int32':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31 ? undefined : wrong;
    case 'string':
      return typeof value === 'string' ? undefined : wrong;
    case 'Time':
      return typeof value === 'string' ? timeProblem(value, rfc3339, '2006-01-02T15:04:05Z07:00') : wrong;
    case 'MicroTime':
      return typeof value === 'string' ? timeProblem(value, microTime, '2006-01-02T15:04:05.000000Z07:00') : wrong;
  }
}

/** As Go's time.Parse complains: about the fraction where only that is wrong. */
function timeProblem(value: string, form: RegExp, layout: string): string | undefined {
  if (form.test(value) && !Number.isNaN(Date.parse(value))) return undefined;
  const [whole, rest] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(.*)$/.exec(value) ?? [];
  const [bad, wanted] =
    whole === undefined ? [value, '2006'] : [rest ?? '', layout.slice(19).replace('Z07:00', '') || 'Z07:00'];
  return `parsing time "${value}" as "${layout}": cannot parse "${bad}" as "${wanted}"`;
}

const wholeSeconds = (object: Fields, types: Readonly<Record<string, FieldType>>): Fields => {
  const times = Object.entries(object).filter(([field, value]) => types[field] === 'Time' && typeof value === 'string');
  return {
    ...object,
    ...Object.fromEntries(times.map(([field, value]) => [field, timestamp(new Date(String(value)))])),
  };
};

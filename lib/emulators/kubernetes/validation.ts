import { type EventPath, eventCreateFaults, eventUpdateFaults } from './event-validation.ts';
import {
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  type NameCheck,
  pathSegment,
  qualifiedNameCheck,
} from './names.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import { complaints, type FieldFault, invalid, invalidValue, required } from './status.ts';
import { asFields, fieldAt, listAt, type StoredObject, textAt } from './stored-object.ts';

/** Throws a StatusError 422 with every fault of an object that is to be created (`old` absent) or replaced. */
export function validate(definition: ResourceDefinition, object: StoredObject, old?: StoredObject): void {
  const faults = [...metadataFaults(definition, object), ...kindFaults(definition, object, old)];
  if (faults.length > 0) throw invalid(definition.storage, object.metadata.name, faults);
}

function metadataFaults(definition: ResourceDefinition, { metadata }: StoredObject): readonly FieldFault[] {
  if (!metadata.name) return [required('metadata.name', 'name or generateName is required')];
  return [
    ...complaints('metadata.name', metadata.name, nameCheck(definition)(metadata.name)),
    ...Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => labelFaults(key, value)),
    ...Object.keys(metadata.annotations ?? {}).flatMap((key) =>
      complaints('metadata.annotations', key, qualifiedNameCheck(key.toLowerCase())),
    ),
  ];
}

/** Which names a kind allows (the NameFunc of each kind's validation). Events of core/v1 take any path segment. */
function nameCheck({ storage: { group, plural }, apiVersion }: ResourceDefinition): NameCheck {
  if (plural === 'events' && apiVersion === 'v1') return pathSegment;
  if (group === 'rbac.authorization.k8s.io') return pathSegment;
  if (group === '' && plural === 'namespaces') return dnsLabel;
  if (group === '' && plural === 'services') return dns1035Label;
  return dnsSubdomain;
}

const labelFaults = (key: string, value: string): readonly FieldFault[] => [
  ...complaints('metadata.labels', key, qualifiedNameCheck(key)),
  ...complaints('metadata.labels', value, labelValue(value)),
];

function kindFaults(definition: ResourceDefinition, object: StoredObject, old?: StoredObject): readonly FieldFault[] {
  const { group, plural } = definition.storage;
  switch (group ? `${group}/${plural}` : plural) {
    case 'events': {
      const path: EventPath = definition.group === '' ? 'core/v1' : 'events.k8s.io/v1';
      return old ? eventUpdateFaults(object, old, path) : eventCreateFaults(object, path);
    }
    case 'coordination.k8s.io/leases':
      return leaseFaults(object);
    case 'services':
      return serviceFaults(object);
    default:
      return [];
  }
}

/** pkg/apis/coordination/validation. */
function leaseFaults(lease: StoredObject): readonly FieldFault[] {
  const duration = fieldAt(lease, 'spec.leaseDurationSeconds');
  const transitions = fieldAt(lease, 'spec.leaseTransitions');
  return [
    ...(typeof duration === 'number' && duration <= 0
      ? [invalidValue('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
      : []),
    ...(typeof transitions === 'number' && transitions < 0
      ? [invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0')]
      : []),
  ];
}

/** The two mistakes that people make by hand (pkg/apis/core/validation): no ports, no external name. */
function serviceFaults(service: StoredObject): readonly FieldFault[] {
  if (!asFields(service.spec)) return [required('spec.ports')];
  if (textAt(service, 'spec.type') === 'ExternalName') {
    return textAt(service, 'spec.externalName') ? [] : [required('spec.externalName')];
  }
  const headless = textAt(service, 'spec.clusterIP') === 'None';
  return listAt(service, 'spec.ports').length > 0 || headless ? [] : [required('spec.ports')];
}

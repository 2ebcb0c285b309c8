import type { ResourceDefinition } from './resource-definition.ts';
import { asFields, type Fields, isFields, listAt, type StoredObject, textAt } from './stored-object.ts';

/**
 * What the API server fills in, for the kinds whose defaults somebody reads. `old` is the object that is replaced, `serial` a number that no other write has.
 */
export function withDefaults(
  { storage: { group, plural } }: ResourceDefinition,
  object: StoredObject,
  serial: number,
  old?: StoredObject,
): StoredObject {
  switch (group ? `${plural}.${group}` : plural) {
    case 'services':
      return service(object, serial, old);
    case 'ingresses.networking.k8s.io':
      return { ...object, status: object.status ?? { loadBalancer: {} } };
    case 'leases.coordination.k8s.io':
      return { ...object, spec: object.spec ?? {} };
    case 'namespaces':
      return namespace(object);
    case 'customresourcedefinitions.apiextensions.k8s.io':
      return { ...object, status: establishedStatus(object) };
    default:
      return object;
  }
}

function service(object: StoredObject, serial: number, old?: StoredObject): StoredObject {
  const spec = {
    type: 'ClusterIP',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ...asFields(object.spec),
  };
  const ports = listAt(spec, 'ports').map((port) =>
    isFields(port) ? { protocol: 'TCP', targetPort: port.port, ...port } : port,
  );
  return {
    ...object,
    spec: { ...(spec.type === 'ExternalName' ? {} : addresses(spec, serial, old)), ...spec, ports },
    status: object.status ?? { loadBalancer: {} },
  };
}

/** A cluster address that stays with the service. */
function addresses(spec: Fields, serial: number, old?: StoredObject): Fields {
  const allocated = `10.96.${(serial >> 8) & 255}.${serial & 255}`;
  const clusterIP = textAt(spec, 'clusterIP') || textAt(old, 'spec.clusterIP') || allocated;
  return { clusterIP, clusterIPs: [clusterIP], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
}

const namespace = (object: StoredObject): StoredObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name },
  },
  spec: object.spec ?? { finalizers: ['kubernetes'] },
  status: object.status ?? { phase: 'Active' },
});

const establishedStatus = (crd: StoredObject): Fields => ({
  acceptedNames: asFields(crd.spec)?.names,
  storedVersions: listAt(crd, 'spec.versions').map((version) => textAt(version, 'name')),
  conditions: ['NamesAccepted', 'Established'].map((type) => ({ type, status: 'True' })),
});

import { readContainerEnvironment } from './environment.ts';
import type { Installation, Note, WorkloadName } from './installation.ts';
import { annotatedRole } from './role.ts';
import { isValues, listOf, textOf, textsOf, type Values, valueAt } from './values.ts';

/** True for a document that is an object of Kubernetes. */
export const isManifest = (document: Values): boolean =>
  textOf(document['kind']) !== undefined && textOf(document['apiVersion']) !== undefined;

/** A pod, or what makes pods, with the containers in it. */
interface Workload {
  readonly name: WorkloadName;
  readonly podSpec: unknown;
  readonly podAnnotations: unknown;
}

/**
 * The installation that manifests describe: `kubectl get deployment external-dns -o yaml`, a List, or all that `helm
 * template` prints. Undefined where no container of them runs ExternalDNS.
 */
export function readManifests(documents: readonly Values[]): Installation | undefined {
  const objects = documents.flatMap(membersOf);
  const found = objects.flatMap(workloadOf).flatMap((workload) =>
    listOf(valueAt(workload.podSpec, 'containers'))
      .filter(isValues)
      .filter(runsExternalDns)
      .map((container) => ({ workload, container })),
  );
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const { workload, container } = first;
  const read = readContainerEnvironment(container['env'], container['envFrom']);
  return {
    origin: `the ${workload.name.kind} ${workload.name.namespace}/${workload.name.name}`,
    argv: [...textsOf(container['command']).slice(1), ...textsOf(container['args'])],
    ...read,
    toDo: [...read.toDo, ...others.map((other) => another(other, workload))],
    ...podRole(workload, objects),
    workload: workload.name,
  };
}

const membersOf = (document: Values): readonly Values[] =>
  document['kind'] === 'List' ? listOf(document['items']).filter(isValues).flatMap(membersOf) : [document];

function workloadOf(object: Values): readonly Workload[] {
  const { kind, metadata } = object;
  const isPod = kind === 'Pod';
  const podSpec = isPod ? object['spec'] : valueAt(object, 'spec.template.spec');
  if (!isValues(podSpec)) return [];
  const name = {
    kind: (textOf(kind) ?? '').toLowerCase(),
    namespace: textOf(valueAt(metadata, 'namespace')) ?? 'default',
    name: textOf(valueAt(metadata, 'name')) ?? '',
  };
  return [
    {
      name,
      podSpec,
      podAnnotations: valueAt(isPod ? object : valueAt(object, 'spec.template'), 'metadata.annotations'),
    },
  ];
}

/** By its image, which mirrors rename but rarely whole, or by flags that ExternalDNS alone has together. */
function runsExternalDns(container: Values): boolean {
  const args = [...textsOf(container['command']), ...textsOf(container['args'])];
  const names = (flag: string): boolean => args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
  return (textOf(container['image']) ?? '').includes('external-dns') || (names('--source') && names('--provider'));
}

/** The role of the pod's annotations, or of its ServiceAccount where that is among the documents. */
function podRole({ podSpec, podAnnotations, name }: Workload, objects: readonly Values[]): { readonly role?: string } {
  const account = objects.find(
    (object) =>
      object['kind'] === 'ServiceAccount' &&
      valueAt(object, 'metadata.name') === valueAt(podSpec, 'serviceAccountName') &&
      (textOf(valueAt(object, 'metadata.namespace')) ?? 'default') === name.namespace,
  );
  const role = annotatedRole(valueAt(account, 'metadata.annotations'), podAnnotations);
  return role === undefined ? {} : { role };
}

const nameText = ({ kind, namespace, name }: WorkloadName): string => `${kind} ${namespace}/${name}`;

interface Found {
  readonly workload: Workload;
  readonly container: Values;
}

/** Several containers of one workload are told apart by their own names. */
const another = ({ workload, container }: Found, first: Workload): Note => ({
  item: `${workload === first ? `the container ${textOf(container['name']) ?? ''} of ` : ''}${nameText(workload.name)}`,
  text: 'runs ExternalDNS, too; import it on its own, for it needs a function of its own',
});

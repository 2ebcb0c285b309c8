import type { Resource } from '../../cluster/cluster.ts';
import type { QualifiedResource } from './status.ts';

/** What the API serves under one plural of one group version, with the rules that differ between kinds. */
export interface ResourceDefinition extends Resource {
  readonly group: string;
  readonly version: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** Built-in lists leave apiVersion and kind out of their items; lists of custom resources keep them. */
  readonly origin: 'built-in' | 'custom';
  /** Present: the status is written through its subresource alone. */
  readonly subresources: readonly 'status'[];
  /** Whether the server counts changes of the spec in `metadata.generation`. */
  readonly counted: 'generation' | 'nothing';
  /** `create`: a PUT of a missing object makes it. */
  readonly putOfMissing: 'create' | 'refuse';
  /** `allowed`: a PUT without resourceVersion overwrites. */
  readonly unconditionalPut: 'allowed' | 'refused';
  /** Field selectors beyond metadata.name and metadata.namespace. */
  readonly fieldLabels: readonly string[];
  /** Where objects are kept, and how messages about stored objects name them: both event groups share one. */
  readonly storage: QualifiedResource & { readonly kind: string };
}

type Override = Partial<Omit<ResourceDefinition, keyof Resource>>;

/** A definition with the API server's usual rules, save those in `rules`. */
export const define = (resource: Resource, rules: Override = {}): ResourceDefinition => {
  const [version = '', group = ''] = resource.apiVersion.split('/').reverse();
  return {
    singular: resource.kind.toLowerCase(),
    shortNames: [],
    origin: 'built-in',
    subresources: [],
    counted: 'nothing',
    putOfMissing: 'refuse',
    unconditionalPut: 'allowed',
    fieldLabels: [],
    storage: { group, plural: resource.plural, kind: resource.kind },
    ...rules,
    ...resource,
    group,
    version,
  };
};

/** The list at which resources are looked up: by URL for requests, by kind for manifests. */
export class ResourceDefinitions {
  readonly #byPath = new Map<string, ResourceDefinition>();

  constructor(definitions: readonly ResourceDefinition[]) {
    for (const definition of definitions) this.add(definition);
  }

  add(definition: ResourceDefinition): void {
    this.#byPath.set(`${definition.apiVersion}/${definition.plural}`, definition);
  }

  delete(apiVersion: string, plural: string): void {
    this.#byPath.delete(`${apiVersion}/${plural}`);
  }

  atPath(apiVersion: string, plural: string): ResourceDefinition | undefined {
    return this.#byPath.get(`${apiVersion}/${plural}`);
  }

  /** Throws when no resource is defined for the kind: a manifest could not be loaded. */
  ofKind(apiVersion: string, kind: string): ResourceDefinition {
    const found = this.all().find((one) => one.apiVersion === apiVersion && one.kind === kind);
    if (found) return found;
    throw new Error(
      `No resource is defined for ${apiVersion} ${kind}: apply its CustomResourceDefinition or call defineResource first.`,
    );
  }

  all(): readonly ResourceDefinition[] {
    return [...this.#byPath.values()];
  }
}

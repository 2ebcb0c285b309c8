import type { InstanceName } from '../../lib/clusters/instance.ts';

/** A resource of a CloudFormation template. */
export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Resources by logical id. */
export type Resources = Readonly<Record<string, Resource>>;

/** A CloudFormation template, as far as it is used. */
export interface Template {
  readonly Resources: Resources;
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Outputs?: Readonly<Record<string, object>>;
}

/** Letters and digits alone, and one for each name: `prod-eu` and shard `a` become `ProdDasheuShardA`. */
export const logicalId = (prefix: string, { cluster, shard }: InstanceName): string =>
  `${prefix}${idPart(cluster)}${shard === undefined ? '' : `Shard${idPart(shard)}`}`;

/** Names are in lower case, so that a capital can only be one of these. */
const idPart = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', 'Dash');

/** The resource that ours are modelled on. Throws when the template has none of that name, which is a bug. */
export function modelOf(resources: Resources, id: string): Resource {
  const model = resources[id];
  if (model === undefined) throw new Error(`The template has no ${id}, on which those of the clusters are modelled`);
  return model;
}

/** A property that is an object. Throws when it is none. */
export function objectAt(
  properties: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = properties[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${key} is no object`);
  return { ...value };
}

/** A property that is a list. Throws when it is none. */
export function listAt(properties: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = properties[key];
  if (!Array.isArray(value)) throw new Error(`${key} is no list`);
  return value;
}

import { z } from 'zod';
import { listOf, text, textMap } from './boundary.ts';

/** A `LabelSelector` in an object's fields. Absent, it selects nothing; empty, everything. */
export const labelSelector = z
  .object({
    matchLabels: textMap,
    matchExpressions: listOf(z.object({ key: text, operator: text, values: listOf(z.string()) })),
  })
  .nullish();

/** A selector as it was read; null where the object has none. */
export type LabelSelector = z.infer<typeof labelSelector>;
type Expression = NonNullable<LabelSelector>['matchExpressions'][number];

/**
 * Whether labels match, as apimachinery's LabelSelectorAsSelector has it. An operator that does not exist matches nothing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selectsLabels(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined || selector === null) return false;
  const known = new Map(Object.entries(labels));
  const equal = Object.entries(selector.matchLabels).every(([key, value]) => known.get(key) === value);
  return equal && selector.matchExpressions.every((each) => holds(each, known.get(each.key)));
}

function holds({ operator, values }: Expression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

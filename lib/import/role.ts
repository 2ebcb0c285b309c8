import { isValues, textOf, type Values, valueAt } from './values.ts';

/**
 * The role whose credentials a pod gets: by IAM roles for service accounts, or by one of the older tools that look at
 * the pod's annotations.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function roleOf(values: Values): { readonly role?: string } {
  const role =
    annotation(valueAt(values, 'serviceAccount.annotations'), 'eks.amazonaws.com/role-arn') ??
    annotation(values['podAnnotations'], 'iam.amazonaws.com/role') ??
    textOf(valueAt(values, 'aws.roleArn'));
  return role === undefined ? {} : { role };
}

/** One annotation of an object's, which may have none. */
export const annotation = (annotations: unknown, key: string): string | undefined =>
  isValues(annotations) ? textOf(annotations[key]) : undefined;

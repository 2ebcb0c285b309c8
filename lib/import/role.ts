import { isValues, textOf } from './values.ts';

/**
 * The role whose credentials a pod gets: by IAM roles for service accounts, or by one of the older tools that look at
 * the pod's annotations.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const annotatedRole = (ofServiceAccount: unknown, ofPod: unknown): string | undefined =>
  annotation(ofServiceAccount, 'eks.amazonaws.com/role-arn') ?? annotation(ofPod, 'iam.amazonaws.com/role');

const annotation = (annotations: unknown, key: string): string | undefined =>
  isValues(annotations) ? textOf(annotations[key]) : undefined;

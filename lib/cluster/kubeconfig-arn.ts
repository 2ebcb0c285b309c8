/** Where AWS keeps a kubeconfig. */
export interface KubeconfigArn {
  readonly service: 'secretsmanager' | 'ssm';
  readonly region: string;
  readonly arn: string;
}

/** True for what is meant as an ARN, not as a path. */
export const isArn = (text: string): boolean => text.startsWith('arn:');

/**
 * Reads the ARN of a Secrets Manager secret or of an SSM parameter; undefined for any other.
 *
 *     arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME
 *     arn:PARTITION:ssm:REGION:ACCOUNT:parameter/NAME
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export function readKubeconfigArn(arn: string): KubeconfigArn | undefined {
  const [, service, region] =
    /^arn:[\w-]+:(?:(secretsmanager):([\w-]+):\d{12}:secret:.+|(ssm):([\w-]+):\d{12}:parameter\/.+)$/
      .exec(arn)
      ?.filter((part) => part !== undefined) ?? [];
  if ((service !== 'secretsmanager' && service !== 'ssm') || region === undefined) return undefined;
  return { service, region, arn };
}

import { presignCallerIdentity, type Signing } from '../aws/caller-identity.ts';

/**
 * How long a token is used, in milliseconds. EKS takes it for 15 minutes from when it was signed, whatever its address
 * says about expiry; the rest is for the requests of a long run and for clocks that differ.
 * @see https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go
 */
export const tokenLifeMs = 10 * 60 * 1000;

/**
 * A bearer token for an EKS cluster: a signed request that tells the cluster, when it makes it, which IAM identity is
 * asking. The header binds it to this cluster.
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export async function eksToken(signing: Signing, clusterName: string, signedAt: Date): Promise<string> {
  const url = await presignCallerIdentity(signing, {
    headers: { 'x-k8s-aws-id': clusterName },
    expiresInSeconds: 60,
    signedAt,
  });
  return `k8s-aws-v1.${Buffer.from(url.href).toString('base64url')}`;
}

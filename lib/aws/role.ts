import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

/** A role to take on, usually of another account. */
export interface Role {
  readonly arn: string;
  readonly externalId?: string;
}

/** Credentials of the role, renewed in time; the caller's own are those of the client that uses them. */
export const assumedRole = ({ arn, externalId }: Role) =>
  fromTemporaryCredentials({
    params: {
      RoleArn: arn,
      RoleSessionName: 'dns-herald',
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
  });

/** The role that a pair of flags names, if it does. */
export const roleOf = (arn: string | undefined, externalId: string | undefined): Role | undefined =>
  arn === undefined ? undefined : { arn, ...(externalId !== undefined && { externalId }) };

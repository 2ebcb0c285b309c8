/** What the AWS SDK threw, as one clause: `AccessDeniedException: User ... is not authorized ...`. */
export function awsProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Connections that fail on every address come as an AggregateError without a message of its own.
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const message = error.message || (first instanceof Error ? first.message : '');
  return message.startsWith(error.name) ? message : `${error.name}: ${message}`;
}

/** The kinds of failure that are mended in different ways. */
export type AwsFailure = 'denied' | 'no-credentials' | 'not-found' | 'no-region' | 'other';

/** Names of errors, from the services' API references and the SDK's credential providers. */
const failuresByName: Readonly<Record<string, AwsFailure>> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  CredentialsProviderError: 'no-credentials',
  ExpiredToken: 'no-credentials',
  ExpiredTokenException: 'no-credentials',
  InvalidClientTokenId: 'no-credentials',
  InvalidSignatureException: 'no-credentials',
  SignatureDoesNotMatch: 'no-credentials',
  UnrecognizedClientException: 'no-credentials',
  NoSuchHostedZone: 'not-found',
  ParameterNotFound: 'not-found',
  ResourceNotFoundException: 'not-found',
};

/** Which kind of failure the AWS SDK threw. */
export function awsFailure(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return 'other';
  if (error.message === 'Region is missing') return 'no-region';
  return failuresByName[error.name] ?? 'other';
}

/** What to do where no credentials are found, or they are not valid. A clause. */
export const credentialsFix = 'give AWS credentials that are valid, such as a profile or the role of the function';

/** What to do about a call that was refused: `allow`, unless it is the credentials that are not valid. A clause. */
export const refusalFix = (error: unknown, allow: string): string =>
  awsFailure(error) === 'no-credentials' ? 'renew the AWS credentials' : allow;

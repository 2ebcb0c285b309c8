/** An answer that is an error: code, HTTP status and message as the service words them. */
export class Route53Error extends Error {
  override readonly name = 'Route53Error';
  readonly code: string;
  readonly status: number;
  /** The single messages of an InvalidChangeBatch. */
  readonly messages: readonly string[];

  constructor(code: string, status: number, message: string, messages: readonly string[] = []) {
    super(message);
    this.code = code;
    this.status = status;
    this.messages = messages;
  }
}

/** Refusal of a request that does not fit the API's model. */
export const invalidInput = (message: string): Route53Error => new Route53Error('InvalidInput', 400, message);

/** Refusal of a whole batch; the message is a bracketed list whose items may hold commas themselves. */
export const invalidChangeBatch = (messages: readonly string[]): Route53Error =>
  new Route53Error('InvalidChangeBatch', 400, `[${messages.join(', ')}]`, messages);

/** Refusal of an id that no zone has; takes the bare id. */
export const noSuchHostedZone = (id: string): Route53Error =>
  new Route53Error('NoSuchHostedZone', 404, `No hosted zone found with ID: ${id}`);

/** Refusal above the account's request rate. */
export const throttling = (): Route53Error => new Route53Error('Throttling', 400, 'Rate exceeded');

/** Refusal by IAM; a zone makes it the resource of the message. */
export function accessDenied(action: string, zoneId: string | undefined): Route53Error {
  const resource = zoneId === undefined ? '' : ` on resource: arn:aws:route53:::hostedzone/${zoneId}`;
  return new Route53Error(
    'AccessDenied',
    403,
    `User: arn:aws:iam::123456789012:user/emulated is not authorized to perform: route53:${action}${resource} ` +
      `because no identity-based policy allows the route53:${action} action`,
  );
}

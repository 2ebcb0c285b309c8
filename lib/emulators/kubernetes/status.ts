/** The `Status` object with which the API answers every failure (Kubernetes API conventions, "Response Status Kind"). */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string };
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  /** Absent for errors that the API server did not foresee. */
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

/** Which object an answer is about, and what is wrong with it. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** What is wrong with one field. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** A resource as messages name it: `services`, or `ingresses.networking.k8s.io`. */
export interface QualifiedResource {
  readonly group: string;
  readonly plural: string;
}

/** `services`, or `ingresses.networking.k8s.io`. */
export const qualifiedName = ({ group, plural }: QualifiedResource): string => (group ? `${plural}.${group}` : plural);

/** A failure on its way to the client: thrown by the verbs, answered by the server as its `status`. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly status: Status;

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    details?: StatusDetails,
    listContinue?: string,
  ) {
    super(message);
    const metadata = listContinue === undefined ? {} : { continue: listContinue };
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      message,
      ...(reason !== undefined && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

const named = ({ group, plural }: QualifiedResource, name?: string): StatusDetails => ({
  ...(name && { name }),
  ...(group && { group }),
  kind: plural,
});

/** 400: the request cannot be read. */
export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

/** 401: nobody is known by these credentials. */
export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

/** 404: there is no such object. */
export const notFound = (resource: QualifiedResource, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, named(resource, name));

/** What the API answers to a path that it does not serve. */
export const unknownPath = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

/** 405: the resource has no such verb. */
export const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

/** 409: the name is taken. */
export const alreadyExists = (resource: QualifiedResource, name: string): StatusError =>
  new StatusError(409, 'AlreadyExists', `${qualifiedName(resource)} "${name}" already exists`, named(resource, name));

const objectModified = 'the object has been modified; please apply your changes to the latest version and try again';

/** 409: the object is not what the request takes it for. */
export const conflict = (resource: QualifiedResource, name: string, why = objectModified): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`,
    named(resource, name),
  );

/** `why` completes "services "x" is forbidden: ". */
export const forbidden = (
  resource: QualifiedResource,
  name: string | undefined,
  why: string,
  causes?: readonly StatusCause[],
): StatusError => {
  const subject = name ? `${qualifiedName(resource)} "${name}"` : qualifiedName(resource);
  const details = { ...named(resource, name), ...(causes && { causes }) };
  return new StatusError(403, 'Forbidden', `${subject} is forbidden: ${why}`, details);
};

/** The token of a list whose snapshot is gone; `freshContinue` goes on inconsistently (API concepts, "Retrieving large results sets in chunks"). */
export const expired = (freshContinue: string): StatusError =>
  new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
      'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
      'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
      'deleted between the time the first chunk was returned and now may show up in the list.',
    undefined,
    freshContinue,
  );

/** A body whose content type no reader takes; `accepted` is named where the API server names it. */
export const unsupportedMediaType = (accepted?: readonly string[]): StatusError =>
  accepted
    ? new StatusError(
        415,
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
      )
    : new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

/** One fault of a field, as `metav1.StatusCause` says it. */
export type FieldFault = StatusCause & { readonly field: string };

/** A field that must be there and is not. */
export const required = (field: string, detail?: string): FieldFault => ({
  field,
  reason: 'FieldValueRequired',
  message: detail ? `Required value: ${detail}` : 'Required value',
});

/** A value that the field cannot have. */
export const invalidValue = (field: string, value: unknown, detail: string): FieldFault => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value ?? '')}: ${detail}`,
});

/** One fault for each complaint about a value. */
export const complaints = (field: string, value: unknown, details: readonly string[]): readonly FieldFault[] =>
  details.map((detail) => invalidValue(field, value, detail));

/** 422 with one cause per fault. `kind` is qualified by its group: `Lease.coordination.k8s.io`. */
export const invalid = (
  { group, kind }: { readonly group: string; readonly kind: string },
  name: string,
  faults: readonly FieldFault[],
): StatusError => {
  const sentences = [...new Set(faults.map((fault) => `${fault.field}: ${fault.message}`))];
  const summary = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  const subject = group ? `${kind}.${group}` : kind;
  return new StatusError(422, 'Invalid', `${subject} "${name}" is invalid: ${summary}`, {
    ...(name && { name }),
    ...(group && { group }),
    kind,
    causes: faults,
  });
};

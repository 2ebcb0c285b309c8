/** Something of an installation that is not taken over as a setting: what it is, its value, and a clause that says why, or what to do. */
export interface Note {
  /** As it is written there: `--interval`, `aws.credentials`, `AWS_REGION`. */
  readonly item: string;
  /** Absent where there is none, or where it is a secret. */
  readonly value?: string;
  readonly text: string;
}

/** The note without a value that may be a secret: settings of other providers are known by their names alone. */
export function discreet(note: Note): Note {
  const { value: _, ...unsaid } = note;
  return /pass|secret|token|key|credential|auth/i.test(note.item) ? unsaid : note;
}

/** The workload that runs ExternalDNS, which is scaled down in the end. */
export interface WorkloadName {
  /** Such as `deployment`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An installation of ExternalDNS as its container sees it, whatever it was described by. */
export interface Installation {
  /** What was read, as a noun. */
  readonly origin: string;
  /** Arguments of the container. */
  readonly argv: readonly string[];
  /** Variables of the container whose values are known. */
  readonly environment: Readonly<Record<string, string>>;
  /** Not taken over, and nothing is lost by it. */
  readonly without: readonly Note[];
  /** Not taken over, and needs a person. */
  readonly toDo: readonly Note[];
  /** ARN of the role whose AWS credentials the pod has, where it is known. */
  readonly role?: string;
  readonly workload?: WorkloadName;
}

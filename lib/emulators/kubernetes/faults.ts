/** A request as it was answered, for counting. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** HTTP status; 0 where the connection was cut before an answer. */
  readonly status: number;
  /** Absent where the token was not valid. */
  readonly user?: string;
  /** The plural, with its subresource: `ingresses/status`; absent for paths that are no resource. */
  readonly resource?: string;
  readonly verb: string;
}

/** What a rule is asked about: the request, not yet answered. */
export type IncomingRequest = Omit<RequestRecord, 'status'>;

/**
 * What becomes of a matching request: answered with a Status, cut before an answer, or carried out and its answer cut in
 * half, or sent in two halves.
 */
export type Failure =
  | {
      readonly status: number;
      readonly reason: string;
      readonly message?: string;
      /** Such as `Retry-After`, in seconds. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'reset'
  | 'truncate'
  | 'slow';

/** Which requests fail; all where it is empty. */
export interface FailureRule {
  readonly verb?: string;
  /** As in RequestRecord. */
  readonly resource?: string;
  readonly path?: string | RegExp;
  readonly when?: (request: IncomingRequest) => boolean;
  /** How many matching requests pass unharmed first. */
  readonly after?: number;
  /** How many requests fail; absent: all, until the rule is taken back. */
  readonly times?: number;
  /** Milliseconds before anything else happens; with `slow`, between the halves of the answer. */
  readonly delay?: number;
  /** Absent: the request is only delayed. */
  readonly with?: Failure;
}

/** The rules in force. The first that matches a request decides. */
export class FaultPlan {
  readonly #rules = new Map<FailureRule, { seen: number }>();

  /** Returns what takes the rule back. */
  add(rule: FailureRule): () => void {
    const own = { ...rule };
    this.#rules.set(own, { seen: 0 });
    return () => {
      this.#rules.delete(own);
    };
  }

  /** The rule that strikes the request, which counts against its `times`. */
  strike(request: IncomingRequest): FailureRule | undefined {
    for (const [rule, state] of this.#rules) {
      if (!matches(rule, request)) continue;
      state.seen += 1;
      const struck = state.seen - (rule.after ?? 0);
      if (struck > 0 && struck <= (rule.times ?? Number.POSITIVE_INFINITY)) return rule;
    }
    return undefined;
  }
}

const matches = (rule: FailureRule, request: IncomingRequest): boolean =>
  (rule.verb ?? request.verb) === request.verb &&
  (rule.resource ?? request.resource) === request.resource &&
  matchesPath(rule.path, request.path) &&
  (rule.when?.(request) ?? true);

const matchesPath = (wanted: string | RegExp | undefined, path: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === path : wanted.test(path));

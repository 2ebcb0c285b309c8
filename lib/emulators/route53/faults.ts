import type { Change } from './record-set.ts';

/** What a fault rule can look at. */
export interface FaultRequest {
  readonly action: string;
  /** Bare id, where the path has one. */
  readonly zoneId?: string;
  readonly query: URLSearchParams;
  /** The changes of a change batch; empty for other calls. */
  readonly changes: readonly Change[];
}

/**
 * How a request that meets a rule is answered:
 *
 *   { status, code, message }   that error, nothing done
 *   { delay }                   the true answer, that many milliseconds late
 *   { slowBody }                the true answer, that many milliseconds between its halves
 *   'deny'                      403 AccessDenied, nothing done
 *   'reset'                     the connection is cut, nothing done
 *   'lose'                      done, but the connection is cut before the answer
 *   'truncate'                  done, but the answer is cut in half
 */
export type FaultAnswer =
  | { readonly status: number; readonly code: string; readonly message: string }
  | { readonly delay: number }
  | { readonly slowBody: number }
  | 'deny'
  | 'reset'
  | 'lose'
  | 'truncate';

/** Which requests fail, how often, and how. Conditions that are absent hold. */
export interface FaultRule {
  readonly action?: string;
  readonly zoneId?: string;
  readonly when?: (request: FaultRequest) => boolean;
  /** How many requests it meets before it wears out; absent means all. */
  readonly times?: number;
  readonly answer: FaultAnswer;
}

interface Armed {
  readonly rule: FaultRule;
  left: number;
}

/** The fault rules in force; the oldest that fits a request answers it. */
export class Faults {
  readonly #armed = new Set<Armed>();

  /** Adds a rule; returns what takes it away again. */
  add(rule: FaultRule): () => void {
    const armed = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#armed.add(armed);
    return () => this.#armed.delete(armed);
  }

  /** The answer for a request, using up one of the rule's times. */
  take(request: FaultRequest): FaultAnswer | undefined {
    for (const armed of this.#armed) {
      if (!fits(armed.rule, request)) continue;
      armed.left -= 1;
      if (armed.left <= 0) this.#armed.delete(armed);
      return armed.rule.answer;
    }
    return undefined;
  }
}

const fits = (rule: FaultRule, request: FaultRequest): boolean =>
  (rule.action === undefined || rule.action === request.action) &&
  (rule.zoneId === undefined || rule.zoneId === request.zoneId) &&
  (rule.when?.(request) ?? true);

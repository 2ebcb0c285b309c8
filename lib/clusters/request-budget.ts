/** Who asks Route 53, and of which account. */
export interface Asker {
  readonly name: string;
  /** Account id, or undefined for the function's own. */
  readonly account: string | undefined;
  /** Requests a second that it was given by name; the others divide what is left. */
  readonly fixed?: number;
}

/** What each asker of one account may ask. */
export interface Division {
  readonly account: string | undefined;
  readonly askers: readonly string[];
  /** Requests a second for each of them that has no share of its own; undefined where every one has. */
  readonly each: number | undefined;
  /** Of the whole account that all of ours may ask together, in requests a second. */
  readonly total: number;
}

/**
 * Divides a budget of requests a second, which Route 53 counts for an account as a whole, among all that ask with its
 * credentials. No more than `atOnce` of them run at the same time.
 * Throws RangeError, with a sentence, when the shares that were given by name leave nothing.
 */
export function divideBudget(askers: readonly Asker[], total: number, atOnce = Number.POSITIVE_INFINITY): Division[] {
  return [...Map.groupBy(askers, ({ account }) => account)].map(([account, group]) => ({
    account,
    askers: group.map(({ name }) => name),
    each: shareOfEach(group, total, atOnce),
    total,
  }));
}

function shareOfEach(group: readonly Asker[], total: number, atOnce: number): number | undefined {
  const open = group.filter(({ fixed }) => fixed === undefined);
  if (open.length === 0) return undefined;
  const left = total - group.reduce((sum, { fixed = 0 }) => sum + fixed, 0);
  const share = Math.floor((left / Math.min(open.length, atOnce)) * 1000) / 1000;
  if (share > 0) return share;
  throw new RangeError(
    `Of ${total} requests a second nothing is left for ${open.map(({ name }) => name).join(', ')}; lower route53RequestsPerSecond of the others, or leave it out.`,
  );
}

/** The account of a role; undefined where there is none. */
export const accountOfRole = (arn: string | undefined): string | undefined =>
  arn === undefined ? undefined : (/^arn:[^:]*:iam::(\d{12}):/.exec(arn)?.[1] ?? arn);

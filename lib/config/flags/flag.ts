/**
 * One row of the flag table. Its name is the command line's; the environment's and the payload's are derived
 * (lib/config/names.ts). `default` is what the configuration holds when nobody sets the flag; without one that is
 * `undefined`, or an empty list.
 */
export type Flag =
  | TextFlag
  | ListFlag
  | BooleanFlag
  | IntegerFlag
  | RateFlag
  | DurationFlag
  | RegexFlag
  | SelectorFlag
  | ChoiceFlag
  | ChoicesFlag;

interface FlagBase {
  /** One sentence for the documentation: what the flag does here. */
  readonly summary: string;
  /** Older names of the same flag, accepted everywhere. */
  readonly aliases?: readonly string[];
  /** True for values that no message, report or log may show. */
  readonly secret?: true;
  /** True when ExternalDNS has no such flag. */
  readonly ours?: true;
}

interface TextFlag extends FlagBase {
  readonly kind: 'string';
  readonly default?: string;
  readonly format?: TextFormat;
}

/** May be repeated; one value a line in the environment. Blank values are dropped. */
interface ListFlag extends FlagBase {
  readonly kind: 'list';
  readonly default?: readonly string[];
  readonly format?: TextFormat;
}

interface BooleanFlag extends FlagBase {
  readonly kind: 'boolean';
  readonly default: boolean;
}

interface IntegerFlag extends FlagBase {
  readonly kind: 'integer';
  readonly default: number;
  /** Smallest value allowed. */
  readonly min: number;
  /** Largest value allowed. */
  readonly max?: number;
}

/** So many in a second: more than 0, fractions included. */
interface RateFlag extends FlagBase {
  readonly kind: 'rate';
  readonly default: number;
}

/** Written as a Go duration, held in seconds. */
interface DurationFlag extends FlagBase {
  readonly kind: 'duration';
  readonly default: number;
  /** Smallest value allowed, in seconds; 0 when absent. */
  readonly min?: number;
}

interface RegexFlag extends FlagBase {
  readonly kind: 'regex';
}

interface SelectorFlag extends FlagBase {
  readonly kind: 'selector';
  /** `annotation` knows neither `!=` nor `>` and `<` (lib/cluster/selector.ts). */
  readonly grammar: 'label' | 'annotation';
}

/** One of a closed list of values. */
interface ChoiceFlag extends FlagBase {
  readonly kind: 'enum';
  readonly values: readonly string[];
  readonly default?: string;
}

/** Several of a closed list of values. */
interface ChoicesFlag extends FlagBase {
  readonly kind: 'enum-list';
  readonly values: readonly string[];
  readonly default?: readonly string[];
}

/** What a text has to look like beyond being one (lib/config/formats.ts). */
export type TextFormat =
  | 'annotation-prefix'
  | 'cidr'
  | 'event-bus'
  | 'kubeconfig'
  | 'nat64-prefix'
  | 'owner'
  | 'shard'
  | 'zone-role';

/** A topic of the documentation, with its flags by name. */
export type FlagTable = Readonly<Record<string, Flag>>;

/** Flags that are accepted and do nothing here: an exact name, or a beginning with `*` for the rest. */
export interface IgnoredFlags {
  readonly why: string;
  readonly names: readonly string[];
}

import type { RE2JS } from 're2js';
import type { Selector } from '../cluster/selector.ts';
import type { Flag } from './flags/flag.ts';
import type { FlagName, Flags } from './flags.ts';

/** `txt-owner-id` becomes `txtOwnerId`. */
export type CamelCase<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Text;

/** What the configuration holds for a flag: by its kind, and `undefined` where nothing was set and there is no default. */
export type FlagValue<F extends Flag> = F extends { kind: 'boolean' }
  ? boolean
  : F extends { kind: 'integer' | 'rate' | 'duration' }
    ? number
    : F extends { kind: 'list' }
      ? readonly string[]
      : F extends { kind: 'enum-list'; values: readonly (infer Value)[] }
        ? readonly Value[]
        : F extends { kind: 'enum'; values: readonly (infer Value)[] }
          ? Value | Unset<F>
          : F extends { kind: 'regex' }
            ? RE2JS | undefined
            : F extends { kind: 'selector' }
              ? Selector | undefined
              : string | Unset<F>;

type Unset<F> = F extends { default: unknown } ? never : undefined;

/** The configuration of a run, one key for each flag that has a meaning here. Durations are seconds. */
export type Config = {
  readonly [Name in FlagName as CamelCase<Name>]: FlagValue<Flags[Name]>;
};

/** Everything that is wrong with a configuration, each problem a sentence that names the setting, its value and the fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

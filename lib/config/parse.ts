import { checkConfig, warningsOf } from './checks.ts';
import { readCommandLine } from './command-line.ts';
import { type Config, ConfigError, type FlagValue } from './config.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { commandLineFlags } from './flags/command-line.ts';
import { flags } from './flags.ts';
import { type NarrowableKey, narrow } from './narrow.ts';
import { readPayload } from './payload.ts';
import { readTable, type TableReading } from './settings.ts';

/** Where a configuration comes from. */
export interface ConfigInput {
  /** Arguments of the command line, without the program's own. */
  readonly flags?: readonly string[];
  readonly environment?: Environment;
  /** The event of an invocation: a manual payload, a schedule's event, or nothing. */
  readonly payload?: unknown;
  /** The sources that this version has (lib/sources/index.ts). */
  readonly availableSources: readonly string[];
}

/** Options of the command line alone. */
export type CliOptions = {
  readonly [Name in keyof typeof commandLineFlags]: FlagValue<(typeof commandLineFlags)[Name]>;
};

/** The configuration of one invocation, and what else was asked for with it. */
export interface ParsedConfig {
  readonly config: Config;
  /** As it was before the payload narrowed it. */
  readonly configured: Config;
  /** Sentences about what is accepted and does nothing. */
  readonly warnings: readonly string[];
  readonly cli: CliOptions;
  /** What the payload keeps to a part of. */
  readonly narrowed: readonly NarrowableKey[];
  /** The payload asks for an examination in the place of a run. */
  readonly doctor: boolean;
}

/**
 * The configuration of a run: the command line, else the environment, else the default, setting by setting; then the
 * payload may narrow it.
 * @throws ConfigError with every problem of all three.
 */
export function parseConfig(input: ConfigInput): ParsedConfig {
  const commandLine = readCommandLine(input.flags ?? []);
  const environment = readEnvironment(input.environment ?? {});
  const run = readTable(flags, new Map([...environment.byName, ...commandLine.byName]));
  const configured = asConfig(run);
  const cli = readTable(commandLineFlags, commandLine.byName);
  const { payload, problems: payloadProblems } = readPayload(input.payload);
  const { config, narrowed, problems: outside } = narrow(configured, payload);
  const problems = [
    ...commandLine.problems,
    ...environment.problems,
    ...cli.problems,
    ...run.problems,
    ...checkConfig(configured, input.availableSources, run.failed),
    ...payloadProblems,
    ...(run.failed.size === 0 ? outside : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  const warnings = [...commandLine.warnings, ...environment.warnings, ...warningsOf(config)];
  return { config, configured, warnings, cli: asCliOptions(cli), narrowed, doctor: payload.doctor ?? false };
}

/**
 * The options of the command line, whatever else is wrong with it: an error has to be printed in the form that was
 * asked for, and help needs no configuration.
 */
export const readCliOptions = (argv: readonly string[]): CliOptions =>
  asCliOptions(readTable(commandLineFlags, readCommandLine(argv).byName));

/** The configuration of a run for which nobody set anything. It has no source. */
export const defaultConfig: Config = asConfig(readTable(flags, new Map()));

// The types of both are made of the tables by the same rules by which readTable makes the values.
function asConfig({ values }: TableReading): Config {
  return values as Config;
}

function asCliOptions({ values }: TableReading): CliOptions {
  return values as CliOptions;
}

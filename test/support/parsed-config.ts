import { ConfigError } from '../../lib/config/config.ts';
import { type ConfigInput, type ParsedConfig, parseConfig } from '../../lib/config/parse.ts';

const availableSources = ['service', 'ingress', 'node', 'pod', 'crd', 'fake', 'empty'];

/** A configuration that is right: the fake source and what the test adds. Flags that name a source replace the fake one. */
export function parsed(input: Partial<ConfigInput> = {}): ParsedConfig {
  return parseConfig({ availableSources, environment: { EXTERNAL_DNS_SOURCE: 'fake' }, ...input });
}

/** The configuration that flags give. */
export const configured = (...flags: readonly string[]) => parsed({ flags }).config;

/** What is wrong with a configuration; empty when nothing is. */
export function problemsWith(input: Partial<ConfigInput>): readonly string[] {
  try {
    parsed(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

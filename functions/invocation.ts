import { chooseInstance } from '../lib/clusters/choose-instance.ts';
import type { Instance, InstanceName } from '../lib/clusters/instance.ts';
import type { Environment } from '../lib/config/environment.ts';
import { type ParsedConfig, parseConfig } from '../lib/config/parse.ts';
import { sourceNames } from '../lib/sources/index.ts';

/** What the function is packaged and deployed with. */
export interface Deployment {
  readonly environment: Environment;
  /** Absent without a clusters file. */
  readonly instances: readonly Instance[] | undefined;
}

/** The part of it that serves one cluster or shard. */
export interface Served {
  /** Absent without a clusters file. */
  readonly instance: Instance | undefined;
  /** The function's own, with what the clusters file sets. */
  readonly environment: Environment;
  readonly parsed: ParsedConfig;
}

/** Reads the event of an invocation of `sync`, whatever it is. Throws ConfigError with every problem at once. */
export const readInvocation = (event: unknown, deployment: Deployment): Served => serve(event, event, deployment);

/** What serves the instance that an event means, narrowed by a payload. Throws ConfigError. */
export function serve(event: unknown, payload: unknown, { environment: own, instances }: Deployment): Served {
  const instance = chooseInstance(instances, event);
  const environment = { ...own, ...instance?.environment };
  return { instance, environment, parsed: parseConfig({ environment, payload, availableSources: sourceNames }) };
}

/** What metrics and logs call the instance that an event means, whatever else is wrong with it. */
export function nameInstance(event: unknown, { instances }: Deployment): InstanceName | undefined {
  try {
    return chooseInstance(instances, event);
  } catch {
    return undefined;
  }
}

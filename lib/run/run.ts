import type { KubernetesClient } from '../cluster/client.ts';
import type { Config } from '../config/config.ts';
import type { EventEmitter } from '../events/event.ts';
import type { DnsProvider } from '../providers/provider.ts';
import type { Memory } from './memory.ts';
import type { Scope } from './scope.ts';

/** Everything that one run works with; `wire.ts` makes it. */
export interface Run {
  /** Also the holder's name on the Lease. */
  readonly runId: string;
  readonly config: Config;
  /** The scope as configured, where the payload narrowed it. */
  readonly narrowed?: Scope;
  readonly client: KubernetesClient;
  readonly provider: DnsProvider;
  /** Requests to the provider so far, by operation. */
  readonly providerCalls: () => Readonly<Record<string, number>>;
  /** Requests to the provider so far that were refused for their rate. */
  readonly providerThrottles: () => number;
  readonly emitter: EventEmitter;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When the function is stopped, in milliseconds since the epoch; absent where nobody stops it. */
  readonly deadline?: number;
  readonly signal: AbortSignal;
  /** What a warm container remembers between runs; absent where every run stands alone. */
  readonly memory?: Memory;
}

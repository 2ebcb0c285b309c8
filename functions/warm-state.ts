import { instanceText } from '../lib/clusters/instance.ts';
import type { Memory } from '../lib/run/memory.ts';
import { type Clients, connect } from '../lib/wire.ts';
import type { Served } from './invocation.ts';

/** What a container keeps of one instance from run to run. */
export interface WarmState {
  readonly clients: Clients;
  readonly memory: Memory;
}

/** What is remembered of 10,000 records takes some 20 MB, and the next container may get the next run. */
const mostKept = 8;

/**
 * What a container keeps, instance by instance; the environment of a container never changes, so neither do the clients
 * of an instance. Those that were served longest ago go first.
 */
export function warmStates(): (served: Served) => WarmState {
  const kept = new Map<string, WarmState>();
  return ({ instance, parsed, environment }) => {
    const name = instance === undefined ? '' : instanceText(instance);
    const state = kept.get(name) ?? { clients: connect(parsed.config, environment), memory: {} };
    kept.delete(name);
    kept.set(name, state);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return state;
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { owner } from '../world.ts';
import { collect, type Environment } from './child.ts';
import { followUsage, type ProcessUsage } from './process-usage.ts';
import type { ProcessRun, Side, SyncRequest } from './side.ts';

/** How our side is run. */
export interface OurOptions {
  /** Path of the deployed bundle. */
  readonly bundle: string;
  readonly environment: Environment;
  /** Flags of dns-herald, by their name in the environment. */
  readonly settings?: Environment;
  /** Memory of the function, in MiB, after which Lambda sizes V8's heap; absent leaves it to Node. */
  readonly functionMiB?: number;
}

/** What the handler took, and what it reports. */
export interface Invocation {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly events: { readonly emitted: number; readonly failed: number };
}

/** A process with the function in it, as Lambda keeps one: it may be invoked again. */
export interface Container {
  invoke(): Promise<Invocation>;
  /** Ends the process. */
  end(): Promise<ProcessUsage>;
}

/** Starts the function in a process of its own. Nothing is loaded from the tree but the bundle. */
export function startContainer(options: OurOptions, request: SyncRequest): Container {
  const { bundle, environment, settings = {}, functionMiB } = options;
  const heap = functionMiB === undefined ? [] : heapFlags(functionMiB);
  const child = spawn(process.execPath, [...heap, join(import.meta.dirname, 'invoke.cjs'), bundle], {
    env: { ...environment, ...settingsOf(request), ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const log = collect(child);
  const usage = followUsage(child);
  const ended = once(child, 'exit');
  return {
    async invoke() {
      child.send('invoke');
      const [answer] = await Promise.race([
        once(child, 'message'),
        ended.then(() => [{ problem: 'the process ended' }]),
      ]);
      if ('problem' in answer) throw new Error(`dns-herald failed: ${answer.problem}\n${log()}`);
      return answer;
    },
    async end() {
      const used = usage();
      if (child.connected) child.disconnect();
      await ended;
      return used;
    },
  };
}

/** As the bootstrap script of Lambda's Node runtime divides a function's memory: 90% for old objects, 5% for each half of the new. */
const heapFlags = (functionMiB: number): readonly string[] => [
  `--max-old-space-size=${Math.floor(functionMiB * 0.9)}`,
  `--max-semi-space-size=${Math.floor(functionMiB * 0.05)}`,
];

/** dns-herald as it is deployed. */
export const ours = (options: OurOptions): Side => ({
  name: 'dns-herald',
  async sync(request): Promise<ProcessRun> {
    const start = performance.now();
    const container = startContainer(options, request);
    await container.invoke();
    const wallMs = performance.now() - start;
    return { wallMs, ...(await container.end()) };
  },
});

const settingsOf = ({ place, events }: SyncRequest): Environment => ({
  EXTERNAL_DNS_SOURCE: 'service',
  EXTERNAL_DNS_NAMESPACE: place.namespace,
  EXTERNAL_DNS_DOMAIN_FILTER: place.zone,
  EXTERNAL_DNS_TXT_OWNER_ID: owner,
  ...(events === 'off' && { EXTERNAL_DNS_EVENTS_EMIT: '\n' }),
});

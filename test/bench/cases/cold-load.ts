import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BenchCase, Measures } from '../bench-case.ts';
import type { Environment } from '../sides/child.ts';
import { followUsage } from '../sides/process-usage.ts';

/** Promised: what Node takes from its start until the handler is there, less what it takes for an empty script. */
const promisedMs = 150;

/** What a cold start costs beside Lambda's own part. Node is started for an empty script in turn, and that is taken off. */
export const coldLoad: BenchCase = {
  name: 'cold-load',
  summary: 'from the start of the process until the handler is ready, over an empty script',
  unit: 'runs',
  sizes: [1],
  async open({ options: { bundle, environment } }) {
    return {
      ours: async () => {
        const empty = await load([], environment);
        const loaded = await load([bundle], environment);
        return { ...loaded, wallMs: loaded.wallMs - empty.wallMs, ...difference(loaded.cpuMs, empty.cpuMs) };
      },
      limits: async () => ({ wallMs: promisedMs }),
    };
  },
};

async function load(script: readonly string[], env: Environment): Promise<Measures & { readonly wallMs: number }> {
  const start = performance.now();
  const args = script.length === 0 ? ['--eval', ''] : script;
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const usage = followUsage(child);
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${script.join(' ')} could not be loaded: code ${code}`);
  return { wallMs, ...usage() };
}

const difference = (more: number | undefined, less: number | undefined): Measures =>
  more === undefined || less === undefined ? {} : { cpuMs: more - less };

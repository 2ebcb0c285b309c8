import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { followUsage, type ProcessUsage } from './process-usage.ts';

/** What the processes of both sides have in their environment: the servers, and credentials that nobody checks. */
export type Environment = Readonly<Record<string, string>>;

/** A process that has ended. */
export interface Ended {
  readonly took: ProcessUsage & { readonly wallMs: number };
  readonly code: number | null;
  /** The end of what it wrote to stderr. */
  readonly log: string;
}

/** Runs a process to its end, and measures it. */
export async function runToEnd(command: string, args: readonly string[], env: Environment): Promise<Ended> {
  const start = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const log = collect(child);
  const usage = followUsage(child);
  const [code] = await once(child, 'exit');
  const wallMs = performance.now() - start;
  return { took: { wallMs, ...usage() }, code, log: log() };
}

/** The end of what a child writes to stderr. */
export function collect(child: ChildProcess): () => string {
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000);
  });
  return () => log;
}

import { owner } from '../world.ts';
import { type Environment, runToEnd } from './child.ts';
import type { Side, SyncRequest } from './side.ts';

/** A binary that takes ExternalDNS's flags. */
export interface PeerOptions {
  /** Path of the binary. */
  readonly binary: string;
  /** Path of the kubeconfig, which it wants as a flag. */
  readonly kubeconfig: string;
  readonly environment: Environment;
  /** Flags besides those that both sides have to agree on. */
  readonly flags?: readonly string[];
}

/** The peer, which ends after one synchronization, with another code than 0 when a record failed. */
export const peer = ({ binary, kubeconfig, environment, flags = [] }: PeerOptions): Side => ({
  name: 'peer',
  async sync(request) {
    const all = [...flagsOf(request), `--kubeconfig=${kubeconfig}`, ...flags];
    const { took, code, log } = await runToEnd(binary, all, environment);
    return { ...took, ...(code !== 0 && { problem: `it ended with code ${code}: ${lastLine(log)}` }) };
  },
});

const lastLine = (log: string): string => log.trim().split('\n').at(-1) ?? '';

/** Its defaults, but for what both sides have to agree on. */
const flagsOf = ({ place, events }: SyncRequest): readonly string[] => [
  '--once',
  '--provider=aws',
  '--source=service',
  `--namespace=${place.namespace}`,
  `--domain-filter=${place.zone}`,
  `--txt-owner-id=${owner}`,
  '--policy=sync',
  '--metrics-address=127.0.0.1:0',
  ...(events === 'off'
    ? []
    : ['RecordReady', 'RecordDeleted', 'RecordError'].map((reason) => `--events-emit=${reason}`)),
];

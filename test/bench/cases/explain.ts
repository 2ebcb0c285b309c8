import { join } from 'node:path';
import type { BenchCase } from '../bench-case.ts';
import { listRequests } from '../limits.ts';
import { runToEnd } from '../sides/child.ts';
import { owner } from '../world.ts';

const commandLine = join(import.meta.dirname, '../../../functions/local.ts');

/** The trail of one name through a cluster of many, as the command line gives it. The peer has no such thing. */
export const explain: BenchCase = {
  name: 'explain',
  summary: 'npm run explain for one name',
  unit: 'Services',
  sizes: [100, 1000, 10_000],
  async open({ options: { environment }, settled, measure }, size) {
    const { namespace, zone } = await settled(size);
    const flags = [
      '--source=service',
      `--namespace=${namespace}`,
      `--domain-filter=${zone}`,
      `--txt-owner-id=${owner}`,
    ];
    const run = async () => {
      const args = [commandLine, 'explain', `web-00000.${zone}`, ...flags];
      const { took, code, log } = await runToEnd(process.execPath, args, environment);
      if (code !== 0) throw new Error(`explain ended with code ${code}: ${log}`);
      return took;
    };
    return {
      ours: () => measure(run),
      limits: async () => ({ kubernetes: listRequests(size), changes: 0, events: 0 }),
    };
  },
};

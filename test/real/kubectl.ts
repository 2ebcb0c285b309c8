import { dirname } from 'node:path';
import { run } from './command.ts';

/**
 * Runs the real kubectl as the user of a kubeconfig, or of the `--kubeconfig` that `args` hold.
 * @throws CommandError with what it wrote to stderr
 */
export const kubectl = (kubeconfig: string, args: readonly string[], input = ''): Promise<string> =>
  run('kubectl', args, {
    input,
    // Its discovery cache is keyed by address, and a later cluster may get the port of an earlier one.
    env: { ...process.env, KUBECONFIG: kubeconfig, KUBECACHEDIR: `${dirname(kubeconfig)}/kubectl-cache` },
  });

import type { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ClusterError } from './cluster.ts';

/** No kubeconfig could be had from AWS. Its message is the problem and the fix. */
export class ClusterAccessError extends ClusterError {
  readonly problem: string;
  /** What to do: a clause; absent where the problem says it. */
  readonly fix: string | undefined;

  constructor(problem: string, fix: string | undefined, cause?: unknown) {
    super([problem, fix].filter(Boolean).join('; '), { cause });
    this.problem = problem;
    this.fix = fix;
  }
}

/** Gives the kubeconfig for each request, where it does not last for ever. */
export interface ClusterAccess {
  /** The one to use now. Throws ClusterAccessError when none can be had. */
  current(): Promise<KubeConfig>;
  /** Says that this one was not accepted, or led nowhere; true when `current` has another one next. */
  reject(kubeConfig: KubeConfig): boolean;
  /** What to do when its credentials are refused: a clause for the error of an answer 401. */
  readonly advice?: string;
}

/** A kubeconfig, and until when it may be used. */
export interface IssuedKubeConfig {
  readonly kubeConfig: KubeConfig;
  /** Milliseconds since the epoch; absent: until it is rejected. */
  readonly renewAt?: number;
}

/** The same kubeconfig for ever: a rejected one stays rejected. */
export const fixedAccess = (kubeConfig: KubeConfig): ClusterAccess => ({
  current: async () => kubeConfig,
  reject: () => false,
});

/**
 * Keeps what `issue` gives until its time is over or it is rejected, then asks for another: once, however many requests
 * wait for it. What `issue` throws goes to all of them, and the next request asks again.
 */
export function keptAccess(
  issue: () => Promise<IssuedKubeConfig>,
  { now = Date.now, advice }: { readonly now?: () => number; readonly advice?: string } = {},
): ClusterAccess {
  let kept: IssuedKubeConfig | undefined;
  let issuing: Promise<IssuedKubeConfig> | undefined;
  const renew = async (): Promise<IssuedKubeConfig> => {
    kept = undefined;
    kept = await issue();
    return kept;
  };
  return {
    ...(advice !== undefined && { advice }),
    async current() {
      if (kept !== undefined && now() < (kept.renewAt ?? Number.POSITIVE_INFINITY)) return kept.kubeConfig;
      issuing ??= renew().finally(() => {
        issuing = undefined;
      });
      return (await issuing).kubeConfig;
    },
    reject(kubeConfig) {
      if (kept?.kubeConfig === kubeConfig) kept = undefined;
      return true;
    },
  };
}

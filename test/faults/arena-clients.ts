import { Route53Client } from '@aws-sdk/client-route-53';
import { fixedAccess } from '../../lib/cluster/access.ts';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { kubeConfigFromText } from '../../lib/cluster/kubeconfig.ts';
import type { KubernetesEmulator } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import type { Route53Emulator } from '../../lib/emulators/route53/emulator.ts';
import { requestBudget, spendFrom } from '../../lib/providers/route53/requests.ts';
import type { Clients } from '../../lib/wire.ts';

/** The user that runs in worlds are. */
export const runUser = 'system:serviceaccount:dns-herald:dns-herald';

/** Whether clients wait as long as a busy machine needs, or little: under chaos an answer may never come. */
export type Patience = 'calm' | 'chaos';

/** Far above what a busy machine needs for one answer, in milliseconds. */
const calmMs = 120_000;

/** Tries of a request to Route 53, the first included, where nothing fails at random. */
export const calmAttempts = 3;

/** The clients of one container. */
export function clientsFor(
  kubernetes: KubernetesEmulator,
  route53Emulator: Route53Emulator,
  patience: Patience,
  maxAttempts: number,
): Clients {
  const isCalm = patience === 'calm';
  const kubeConfig = fixedAccess(
    kubeConfigFromText(kubernetes.kubeconfig(runUser), { context: undefined, server: undefined }, 'The kubeconfig'),
  );
  const route53 = new Route53Client({
    region: 'us-east-1',
    endpoint: route53Emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
    requestHandler: { requestTimeout: isCalm ? calmMs : 600, throwOnRequestTimeout: true },
  });
  const budget = requestBudget(100_000);
  spendFrom(route53, budget);
  return {
    access: kubeConfig,
    cluster: kubernetesClient({ kubeConfig, timeoutMs: isCalm ? calmMs : 300, retries: isCalm ? 2 : 1 }),
    route53: {
      accounts: [{ client: route53, name: 'the usual AWS credentials' }],
      counts: () => ({ ...budget.counts }),
      throttles: () => 0,
    },
  };
}

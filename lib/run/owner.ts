import type { KubernetesClient } from '../cluster/client.ts';
import type { KubernetesObject } from '../cluster/cluster.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { errorMessage } from '../error-message.ts';
import type { CurrentRecord } from '../plan/change.ts';
import { RunError } from './run-error.ts';

/** The owner id that ExternalDNS uses when nobody chooses one. */
const sharedDefault = 'default';

/**
 * The owner id of this run: as configured, or the uid of the `kube-system` namespace, which is one cluster's alone.
 * Undefined with the noop registry. Throws RunError when the uid cannot be read.
 */
export async function ownerOf(
  { registry, txtOwnerId }: Config,
  client: KubernetesClient,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (registry === 'noop') return undefined;
  return txtOwnerId ?? clusterUid(client, signal);
}

async function clusterUid(client: KubernetesClient, signal: AbortSignal): Promise<string> {
  try {
    const { metadata } = await client.request<KubernetesObject>('GET', '/api/v1/namespaces/kube-system', { signal });
    if (metadata.uid !== undefined) return metadata.uid;
  } catch (error) {
    throw new RunError(
      `The owner id is the uid of the kube-system namespace, which could not be read: ${errorMessage(error)}`,
      { cause: error },
    );
  }
  throw new RunError('The kube-system namespace has no uid: set --txt-owner-id');
}

/**
 * Stops a run that was given no owner id where ExternalDNS worked under its shared default: the records are this
 * cluster's, and a person has to say whether they become ours. Throws ConfigError; needs records with references.
 */
export function requireChosenOwner(
  { registry, txtOwnerId, migrateFromTxtOwner }: Pick<Config, 'registry' | 'txtOwnerId' | 'migrateFromTxtOwner'>,
  records: readonly CurrentRecord[],
): void {
  if (registry === 'noop' || txtOwnerId !== undefined || migrateFromTxtOwner === sharedDefault) return;
  for (const { dnsName, ownership, refs } of records) {
    const object = refs.find(({ uid }) => uid !== undefined);
    if (object === undefined || ownership.state !== 'owned' || ownership.owner !== sharedDefault) continue;
    throw new ConfigError([
      `--txt-owner-id is not set, and DNS holds records of this cluster under the owner "${sharedDefault}" (${dnsName} of ${referenceText(object)}); ` +
        `set --txt-owner-id=${sharedDefault} to go on with them, or another owner id to leave them alone.`,
    ]);
  }
}

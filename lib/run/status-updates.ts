import pMap from 'p-map';
import type { KubernetesClient } from '../cluster/client.ts';
import { listPath } from '../cluster/list-pages.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { errorMessage } from '../error-message.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import type { StatusUpdate } from '../sources/source.ts';

/** Writes the statuses that sources owe their objects. Gives a sentence for each that could not be written. */
export async function updateStatuses(
  client: KubernetesClient,
  readings: readonly SourceReading[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const updates = readings.flatMap(({ result }) => result.statusUpdates ?? []);
  const problems = await pMap(updates, (update) => updateStatus(client, update, signal), { concurrency: 16 });
  return problems.filter((problem) => problem !== undefined);
}

async function updateStatus(
  client: KubernetesClient,
  { resource, ref, status }: StatusUpdate,
  signal: AbortSignal,
): Promise<string | undefined> {
  const path = `${listPath(resource, ref)}/${ref.name}/status`;
  try {
    await client.request('PATCH', path, { body: { status }, signal });
    return undefined;
  } catch (error) {
    return `The status of ${referenceText(ref)} could not be updated: ${errorMessage(error)}`;
  }
}

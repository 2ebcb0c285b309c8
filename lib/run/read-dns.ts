import { ProviderError, type ProviderReading } from '../providers/provider.ts';
import { RegistryError } from '../registry/registry.ts';
import type { Run } from './run.ts';
import { type RegisteredIdentity, type RunIdentity, register } from './run-identity.ts';

/** What DNS holds, and what the registry keeps outside of it. */
export interface DnsReading {
  readonly dns: ProviderReading;
  readonly registered: RegisteredIdentity;
}

/** Why neither is known. */
export type Unreadable = ProviderError | RegistryError;

/** Reads both side by side. A failure is a value, because the objects are to be told of it. */
export async function readDns(run: Run, identity: RunIdentity): Promise<DnsReading | Unreadable> {
  try {
    const [dns, registered] = await Promise.all([run.provider.records(run.signal), register(run, identity)]);
    return { dns, registered };
  } catch (error) {
    if (error instanceof ProviderError || error instanceof RegistryError) return error;
    throw error;
  }
}

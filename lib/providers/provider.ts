import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { ParsedConfig } from '../config/parse.ts';
import type { Cause, ErrorDetails } from '../endpoint/cause.ts';
import { isWithin } from '../endpoint/dns-name.ts';
import type { Endpoint, Zone } from '../endpoint/endpoint.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { ChangeResult, Plan, WriteChange } from '../plan/change.ts';
import type { OwnershipRows } from '../registry/registry.ts';

/** A kind of DNS service. One file each in this folder, named as `--provider` names it, with its parts in a folder. */
export interface ProviderKind<Connected, Accounts, Memory> {
  readonly name: string;
  /** Makes the clients of a container. */
  connect(config: Config, environment: Environment): Connected;
  /** The provider of one run, over such clients. */
  open(accounts: Accounts, settings: ProviderSettings<Memory>): DnsProvider;
}

/** What a provider is opened with. */
export interface ProviderSettings<Memory> extends Pick<ParsedConfig, 'config' | 'configured'> {
  /** What the container remembers. Nothing is written that rests on it. */
  readonly memory: Memory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A DNS service in one run: reads zones, fits endpoints to them, and applies plans. */
export interface DnsProvider {
  readonly name: string;
  /**
   * Reads every zone that the configuration lets it see. A zone that cannot be read is an entry in `unavailable`, an
   * account that does not list its zones one in `unlisted`. Throws ProviderError when not a single account does.
   */
  records(signal: AbortSignal): Promise<ProviderReading>;
  /**
   * Adds what the zones hold at these names alone to what was looked up before; nothing is asked for twice. `adjust`
   * works after it as after `records`; `apply` does not, for nothing is written on a part of a zone. Throws
   * ProviderError as `records` does.
   */
  lookUp(names: readonly string[], signal: AbortSignal): Promise<ProviderReading>;
  /** Fits endpoints to the zones read (zone, alias, text quoting), or refuses them. Pure after `records`. */
  adjust(endpoints: readonly Endpoint[]): Prepared;
  /**
   * Makes the writes of a plan, each with its ownership rows in one batch, and gives one result for each change of
   * the plan, in its order. A record that fails is a result, never an exception.
   */
  apply(plan: Plan, context: ApplyContext): Promise<readonly ChangeResult[]>;
}

/** What the provider holds, as far as this configuration lets it be seen. */
export interface ProviderReading {
  readonly zones: readonly Zone[];
  /** Every record set of the zones that were read, with its zone. */
  readonly records: readonly Endpoint[];
  readonly unavailable: readonly UnavailableZone[];
  /** Where not even the zones could be listed; absent means nowhere. */
  readonly unlisted?: readonly UnlistedZones[];
}

/** Whether everything that the configuration lets be seen was seen. */
export const isComplete = ({ unavailable, unlisted = [] }: ProviderReading): boolean =>
  unavailable.length + unlisted.length === 0;

/** Whether a zone that could not be read may hold this name. */
export const mayHold = ({ unavailable, unlisted = [] }: ProviderReading, dnsName: string): boolean =>
  unlisted.length > 0 || unavailable.some(({ zone }) => isWithin(dnsName, zone.name));

/** The zones of an account that did not list them: nobody knows which names lie in them. */
export interface UnlistedZones {
  /** Who was to list them, such as `the role arn:aws:iam::111122223333:role/dns`. */
  readonly by: string;
  /** A clause without final punctuation. */
  readonly problem: string;
  readonly error?: ErrorDetails;
}

/** A zone that could not be read, so that nothing in it is planned. */
export interface UnavailableZone {
  readonly zone: Zone;
  /** A clause without final punctuation. */
  readonly problem: string;
  readonly error?: ErrorDetails;
}

/** What writing depends on besides the plan. */
export interface ApplyContext {
  /** Ownership out (Registry.rows). */
  readonly rows: (change: WriteChange) => OwnershipRows;
  /** Asked before each batch: why writing has to stop, such as a lost lease or the deadline. */
  readonly stop: () => Promise<Cause | undefined>;
  readonly signal: AbortSignal;
}

/** The provider could not be used at all: nothing was tried. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly details: ErrorDetails | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly details?: ErrorDetails }) {
    super(message, options);
    this.details = options?.details;
  }
}

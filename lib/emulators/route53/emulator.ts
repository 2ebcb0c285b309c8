import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { Account, type AccountOptions } from './account.ts';
import { type FaultRule, Faults } from './faults.ts';
import { limits } from './limits.ts';
import { storedName } from './name.ts';
import type { RecordSet } from './record-set.ts';
import { createRoute53Server, type RequestRecord } from './server.ts';
import { Throttle } from './throttle.ts';
import type { HostedZone } from './zone.ts';

/** A hosted zone as the emulator's own callers see it. */
export interface EmulatedZone {
  /** Bare id. */
  readonly id: string;
  /** Lower case, escaped, with trailing dot. */
  readonly name: string;
  readonly visibility: 'public' | 'private';
}

/** How to start the emulator; everything has a default. */
export interface Route53Options {
  /** The clock of request rates and change times; the machine's by default. */
  readonly now?: () => Date;
  /** Port on the loopback interface; 0, the default, takes a free one. */
  readonly port?: number;
  /** Milliseconds until a change is INSYNC; the service takes up to a minute, the default is a second. */
  readonly propagation?: number;
  /** Requests a second; absent means no limit. The service allows an account 5. */
  readonly requestsPerSecond?: number;
  /** Quota of a zone, 10,000 by default as in the service. */
  readonly recordSetsPerZone?: number;
  /** Quota of the account, 500 by default as in the service. */
  readonly zonesPerAccount?: number;
  /** Ids of the health checks that exist; absent means that every id does. */
  readonly healthChecks?: readonly string[];
  /** How an InvalidChangeBatch carries its texts: one bracketed `Message`, or a list of `messages`. */
  readonly errorShape?: 'message' | 'messages';
}

/** An in-process Route 53 behind real HTTP on the loopback interface. */
export interface Route53Emulator {
  /** For `AWS_ENDPOINT_URL` or `--endpoint-url`. */
  readonly url: string;
  /** Makes a zone with its SOA and NS sets; returns the bare id. @throws TypeError for a bad name or an id in use. */
  createZone(name: string, options?: ZoneOptions): string;
  /** Removes a zone with all its records. */
  deleteZone(id: string): void;
  /** Every zone, by id. */
  zones(): readonly EmulatedZone[];
  /** A zone's record sets in Route 53's order, names as the service stores them. */
  recordSets(zoneId: string): readonly RecordSet[];
  /** The record sets at a stored name (lower case, escaped, trailing dot). */
  recordSetsAt(zoneId: string, name: string): readonly RecordSet[];
  /** Whether a stored name, or one below it, has a record set. */
  exists(zoneId: string, name: string): boolean;
  /** Seeds record sets without validation; names are brought into stored form. @throws TypeError for what is no name. */
  put(zoneId: string, ...recordSets: readonly ResourceRecordSet[]): void;
  /** Requests answered since the start or the last reset. */
  readonly requests: readonly RequestRecord[];
  /** How many requests there were of each action. */
  counts(): Readonly<Record<string, number>>;
  resetRequests(): void;
  /** Makes requests fail; returns what takes the rule away. */
  fail(rule: FaultRule): () => void;
  /** Sets the request rate; undefined lifts it. */
  throttle(requestsPerSecond: number | undefined): void;
  stop(): Promise<void>;
}

/** What a new zone may be given. */
export interface ZoneOptions {
  readonly id?: string;
  readonly visibility?: 'public' | 'private';
  readonly tags?: Readonly<Record<string, string>>;
  readonly comment?: string;
}

/** Starts an empty account. Rejects when the port is taken. */
export async function startRoute53(options: Route53Options = {}): Promise<Route53Emulator> {
  const account = new Account(accountOptions(options));
  const faults = new Faults();
  const throttle = new Throttle(account.options.now, options.requestsPerSecond);
  const requests: RequestRecord[] = [];
  const stopping = new AbortController();
  const server = createRoute53Server({
    account,
    faults,
    throttle,
    errorShape: options.errorShape ?? 'message',
    record: (request) => requests.push(request),
    signal: stopping.signal,
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...zoneControls(account),
    requests,
    counts: () => countByAction(requests),
    resetRequests: () => requests.splice(0),
    fail: (rule) => faults.add(rule),
    throttle: (perSecond) => throttle.limit(perSecond),
    stop: () => stop(server, stopping),
  };
}

const accountOptions = (options: Route53Options): AccountOptions => ({
  now: options.now ?? (() => new Date()),
  propagation: options.propagation ?? 1000,
  recordSetsPerZone: options.recordSetsPerZone ?? limits.recordSetsPerZone,
  zonesPerAccount: options.zonesPerAccount ?? limits.zonesPerAccount,
  ...(options.healthChecks === undefined ? {} : { healthChecks: options.healthChecks }),
});

type ZoneControls = Pick<
  Route53Emulator,
  'createZone' | 'deleteZone' | 'zones' | 'recordSets' | 'recordSetsAt' | 'exists' | 'put'
>;

const zoneControls = (account: Account): ZoneControls => ({
  createZone: (name, zone) => createZone(account, name, zone),
  deleteZone: (id) => account.removeZone(id),
  zones: () => account.zones().map(({ facts: { id, name, visibility } }) => ({ id, name, visibility })),
  recordSets: (zoneId) => account.zone(zoneId).sorted(),
  recordSetsAt: (zoneId, name) => account.zone(zoneId).at(name),
  exists: (zoneId, name) => account.zone(zoneId).exists(name),
  put: (zoneId, ...sets) => seed(account.zone(zoneId), sets),
});

async function stop(server: Server, stopping: AbortController): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  stopping.abort();
  server.close();
  server.closeAllConnections();
  await closed;
}

function createZone(account: Account, name: string, { tags = {}, ...options }: ZoneOptions = {}): string {
  const zone = account.addZone({ visibility: 'public', ...options, name });
  for (const [key, value] of Object.entries(tags)) zone.tags.set(key, value);
  return zone.facts.id;
}

function seed(zone: HostedZone, sets: readonly ResourceRecordSet[]): void {
  for (const set of sets) zone.put(asStored(set));
}

function asStored(set: ResourceRecordSet): RecordSet {
  if (set.Type === undefined) throw new TypeError(`The record set ${set.Name} has no type; give one.`);
  const named = { ...set, Type: set.Type, Name: storedName(set.Name ?? '') };
  if (set.AliasTarget?.DNSName === undefined) return named;
  return { ...named, AliasTarget: { ...set.AliasTarget, DNSName: storedName(set.AliasTarget.DNSName) } };
}

function countByAction(requests: readonly RequestRecord[]): Record<string, number> {
  const groups = Map.groupBy(requests, ({ action }) => action);
  return Object.fromEntries([...groups].map(([action, group]) => [action, group.length]));
}

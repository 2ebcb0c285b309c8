import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import { type ChangeResult, isWrite, type Plan } from '../../lib/plan/change.ts';
import { type PlanRules, plan } from '../../lib/plan/plan.ts';
import { recordSetOf } from '../../lib/providers/route53/record-set.ts';
import { txt } from '../../lib/registry/txt.ts';
import { rowOf, type TxtOptions } from '../../lib/registry/txt-row.ts';
import { readingProvider } from '../e2e/route53-run.ts';
import { planRules } from './zone-records.ts';

/** Hosted zones behind an endpoint of AWS, and everything between them and what a cluster asks for. */
export class ZoneKeeper {
  readonly client: Route53Client;
  readonly #options: TxtOptions;
  readonly #zones = new Map<string, string>();

  constructor(client: Route53Client, options: TxtOptions) {
    this.client = client;
    this.#options = options;
  }

  async createZone(name: string): Promise<void> {
    const { HostedZone } = await this.client.send(
      new CreateHostedZoneCommand({ Name: name, CallerReference: `${name} ${this.#zones.size}` }),
    );
    this.#zones.set(name, HostedZone?.Id ?? '');
  }

  #zoneOf(dnsName: string): string | undefined {
    const names = [...this.#zones.keys()].filter((zone) => `.${dnsName}`.toLowerCase().endsWith(`.${zone}`));
    return this.#zones.get(names.sort((left, right) => right.length - left.length)[0] ?? '');
  }

  /** Puts record sets where they belong, each with the row of its owner, where it has one. */
  async seed(records: readonly { readonly endpoint: Endpoint; readonly owner?: string }[]): Promise<void> {
    const sets = records.flatMap(({ endpoint, owner }) =>
      owner === undefined ? [endpoint] : [endpoint, rowOf(endpoint, endpoint.labels, { ...this.#options, owner })],
    );
    await this.put(sets.map(recordSetOf));
  }

  async put(sets: readonly ResourceRecordSet[]): Promise<void> {
    for (const [HostedZoneId, ofZone] of Map.groupBy(sets, ({ Name = '' }) => this.#zoneOf(Name.replace(/\.$/, '')))) {
      const Changes = ofZone.map((set) => ({ Action: 'CREATE' as const, ResourceRecordSet: set }));
      await this.client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
    }
  }

  /** Every record set as the service holds it, but SOA and NS of the zones. */
  async sets(): Promise<readonly ResourceRecordSet[]> {
    const lists = await Promise.all(
      [...this.#zones.values()].map((HostedZoneId) =>
        this.client.send(new ListResourceRecordSetsCommand({ HostedZoneId })),
      ),
    );
    return lists
      .flatMap(({ ResourceRecordSets = [] }) => ResourceRecordSets)
      .filter(({ Type, Name = '' }) => !(Type === 'SOA' || (Type === 'NS' && this.#zones.has(Name.slice(0, -1)))));
  }

  /** Reads the zones anew and plans; `carryOut` makes the changes. */
  async plan(
    desired: readonly Endpoint[],
    rules: Partial<PlanRules> = {},
  ): Promise<{ readonly made: Plan; readonly carryOut: () => Promise<readonly ChangeResult[]> }> {
    const { provider, reading } = await readingProvider(this.client, { managedTypes: planRules(rules).managedTypes });
    const ownership = txt(this.#options).read(reading.records);
    const { endpoints, refusals } = provider.adjust(desired.map(withoutZone));
    const { objection } = ownership;
    const made = plan({
      current: ownership.records,
      desired: endpoints,
      refusals,
      rules: planRules({ owner: this.#options.owner, objection, ...rules }),
    });
    const context = { rows: ownership.rows, stop: async () => undefined, signal: new AbortController().signal };
    return { made, carryOut: () => provider.apply(made, context) };
  }

  /** The writes that are due. */
  async due(desired: readonly Endpoint[], rules: Partial<PlanRules> = {}) {
    return (await this.plan(desired, rules)).made.changes.filter(isWrite);
  }
}

const withoutZone = ({ zone: _, ...endpoint }: Endpoint): Endpoint => endpoint;

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { explainText } from '../../functions/local/explain-text.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { explain } from '../../lib/explain/explain.ts';
import { parseQuestion } from '../../lib/explain/question.ts';
import type { Trail } from '../../lib/explain/trail.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { type SyncResult, sync } from '../../lib/sync.ts';
import { connect, prepareRun } from '../../lib/wire.ts';

/** Who asks for explanations: may look at everything that the sources read, and change nothing. */
const reader = 'reader';

/** The embedded cluster and Route 53, with the zone example.com, as somebody sees them who may only read. */
export class ExplainWorld {
  readonly kubernetes: KubernetesEmulator;
  readonly route53: Route53Emulator;
  readonly zoneId: string;
  readonly #folder: string;

  private constructor(kubernetes: KubernetesEmulator, route53: Route53Emulator, folder: string) {
    this.kubernetes = kubernetes;
    this.route53 = route53;
    this.zoneId = route53.createZone('example.com');
    this.#folder = folder;
  }

  static async open(): Promise<ExplainWorld> {
    const [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    const folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
    const world = new ExplainWorld(kubernetes, route53, folder);
    kubernetes.apply(parse(await readFile('infra/kubernetes/dnsendpoint-crd.yaml', 'utf8')));
    await writeFile(world.kubeconfig(reader), kubernetes.kubeconfig(reader));
    await writeFile(world.kubeconfig('admin'), kubernetes.kubeconfig());
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: route53.url,
    });
    return world;
  }

  async close(): Promise<void> {
    await Promise.all([this.kubernetes.stop(), this.route53.stop(), rm(this.#folder, { recursive: true })]);
  }

  kubeconfig(user: string): string {
    return join(this.#folder, user);
  }

  /** Lets the reader get and list these resources, in every namespace. */
  letRead(...resources: readonly string[]): void {
    this.kubernetes.grant(reader, [{ verbs: ['get', 'list'], apiGroups: ['*'], resources: [...resources] }]);
  }

  /** Puts an address record into the zone, with its row where there is an owner. */
  put(name: string, address: string, row?: { readonly owners: readonly string[]; readonly resource: string }): void {
    const set = (Name: string, Type: 'A' | 'TXT', values: readonly string[]) => ({
      Name,
      Type,
      TTL: 300,
      ResourceRecords: values.map((Value) => ({ Value })),
    });
    this.route53.put(this.zoneId, set(name, 'A', [address]));
    if (row === undefined) return;
    const texts = row.owners.map(
      (owner) => `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${row.resource}"`,
    );
    this.route53.put(this.zoneId, set(`a-${name}`, 'TXT', texts));
  }

  /** Asks as the reader, from the first request on. */
  async explain(question: string, flags: readonly string[], payload?: object): Promise<Explained> {
    this.kubernetes.resetRequests();
    this.route53.resetRequests();
    const run = this.#run(reader, flags, payload);
    const trail = await explain(run, parseQuestion(question, run.config));
    const text = explainText(trail);
    return { trail, text, lastLine: text.trimEnd().split('\n').at(-1) ?? '' };
  }

  /** A run that may do everything. */
  sync(flags: readonly string[]): Promise<SyncResult> {
    return sync(this.#run('admin', flags));
  }

  #run(user: string, flags: readonly string[], payload?: object) {
    const argv = [`--kubeconfig=${this.kubeconfig(user)}`, '--route53-requests-per-second=1000', ...flags];
    const parsed = parseConfig({ flags: argv, payload, availableSources: sourceNames });
    return prepareRun(parsed, connect(parsed.config, process.env));
  }

  /** The requests that could have changed something. */
  changing(): readonly string[] {
    return [
      ...this.kubernetes.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(this.route53.counts()).filter((operation) => !operation.startsWith('List')),
    ];
  }

  /** The lists that were asked for: `ingresses`, or `ingresses metadata.name=web`. */
  lists(): readonly string[] {
    return this.kubernetes.requests
      .filter(({ verb }) => verb === 'list')
      .map(({ resource, query }) => [resource, query['fieldSelector']].filter(Boolean).join(' '));
  }
}

export interface Explained {
  readonly trail: Trail;
  readonly text: string;
  readonly lastLine: string;
}

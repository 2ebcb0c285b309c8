import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.ts';
import type { Measures } from './bench-case.ts';
import type { Place } from './servers/commands.ts';
import { type Servers, startServers } from './servers/servers.ts';
import type { Environment } from './sides/child.ts';
import { type OurOptions, ours } from './sides/ours.ts';
import { type PeerOptions, peer } from './sides/peer.ts';
import type { Side } from './sides/side.ts';
import { placeOf, populate } from './world.ts';

/** What every case works on: the servers, and those that are compared on them. */
export interface Stage extends AsyncDisposable {
  readonly servers: Servers;
  /** How our side is run; a case may add to it. */
  readonly options: OurOptions;
  readonly ours: Side;
  /** The same of the peer, where there is one. */
  readonly peerOptions: PeerOptions | undefined;
  readonly peer: Side | undefined;
  /** Puts Services of this number in place, once. */
  populated(size: number): Promise<Place>;
  /** The same, with their records in Route 53. */
  settled(size: number): Promise<Place>;
  /** What a side takes, and what the servers saw of it. */
  measure(work: () => Promise<Measures>): Promise<Measures>;
}

/** Bundles the function, and starts the servers. `peerBinary` is the path of what it is compared with. */
export async function setStage(peerBinary: string | undefined): Promise<Stage> {
  await using setting = new AsyncDisposableStack();
  const folder = setting.adopt(await mkdtemp(join(tmpdir(), 'dns-herald-bench-')), (each) =>
    rm(each, { recursive: true, force: true }),
  );
  const file = join(folder, 'sync.cjs');
  await bundle(file);
  const servers = setting.use(startServers());
  const { kubeconfig, route53Url } = await servers.start();
  const kubeconfigFile = join(folder, 'kubeconfig');
  await writeFile(kubeconfigFile, kubeconfig, { mode: 0o600 });
  const environment = environmentOf(folder, kubeconfigFile, route53Url);
  const options = { bundle: file, environment, settings: unpaced };
  const side = ours(options);
  const peerOptions =
    peerBinary === undefined
      ? undefined
      : { binary: peerBinary, kubeconfig: kubeconfigFile, environment, flags: unpacedPeer };
  const standing = setting.move();
  return {
    servers,
    options,
    ours: side,
    peerOptions,
    peer: peerOptions && peer(peerOptions),
    ...worlds(servers, side),
    measure: async (work) => {
      await servers.takeTraffic();
      const taken = await work();
      return { ...(await servers.takeTraffic()), ...taken };
    },
    [Symbol.asyncDispose]: () => standing.disposeAsync(),
  };
}

/** The embedded Route 53 has no account to protect: what is compared is what both sides cost. The case `account` has one. */
const unpaced = { EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '1000' };

/** The peer pauses for a second between two batches by default. */
const unpacedPeer = ['--aws-batch-change-interval=0s'];

function worlds(servers: Servers, side: Side): Pick<Stage, 'populated' | 'settled'> {
  const there = new Set<number>();
  const populated: Stage['populated'] = async (size) => {
    if (!there.has(size)) await populate(servers, size);
    there.add(size);
    return placeOf(size);
  };
  return {
    populated,
    settled: async (size) => {
      const place = await populated(size);
      await side.sync({ place, events: 'off' });
      return place;
    },
  };
}

const environmentOf = (folder: string, kubeconfig: string, route53Url: string): Environment => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  KUBECONFIG: kubeconfig,
  AWS_ENDPOINT_URL: route53Url,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
});

import { join } from 'node:path';
import { z } from 'zod';
import { freePort, LOOPBACK } from './loopback.ts';
import { ServerProcess } from './server-process.ts';

/** An etcd of one member, whose data live no longer than it. */
export interface Etcd {
  readonly process: ServerProcess;
  readonly url: string;
}

/** Starts etcd, without waiting for it. */
export const startEtcd = async (folder: string, command: string): Promise<Etcd> => {
  const url = `http://${LOOPBACK}:${await freePort()}`;
  const args = [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    // It has no peer, so nobody needs to know the port.
    `--listen-peer-urls=http://${LOOPBACK}:0`,
    // Nobody reads the data after a crash.
    '--unsafe-no-fsync',
  ];
  return { process: new ServerProcess({ name: 'etcd', command, args, folder }), url };
};

const Version = z.object({ etcdserver: z.string() });

/** The version that a running etcd reports, with the `v` of its releases. */
export const etcdVersion = async ({ url }: Etcd): Promise<string> => {
  const response = await fetch(`${url}/version`);
  return `v${Version.parse(await response.json()).etcdserver}`;
};

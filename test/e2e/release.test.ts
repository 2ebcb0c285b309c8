import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { ingress } from '../scenarios/manifests.ts';
import { invokeUnpacked } from '../support/packaged-service.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

let folder: string;
let version: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  ({ version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  await mkdir(join(folder, 'first'));
  await writeFile(join(folder, 'first', 'dns-herald-sync-0.0.1.zip'), 'an older one');
  await writeFile(join(folder, 'first', 'diary.txt'), 'mine');
  for (const name of ['first', 'second']) await release(name);
});
afterAll(() => rm(folder, { recursive: true }));

const release = (name: string) =>
  run('node', [join(root, 'scripts', 'release.ts'), `--into=${join(folder, name)}`], { cwd: folder });

const released = (file: string, name = 'first'): Promise<Buffer> => readFile(join(folder, name, file));

describe('npm run release', () => {
  it('takes the place of an older one, and leaves what else is in the folder', async () => {
    const diary = join(folder, 'first', 'diary.txt');
    expect(await readFile(diary, 'utf8')).toBe('mine');
    await rm(diary);
  });

  it('writes a zip for each function, the Terraform module and what changed, with their checksums', async () => {
    const names = [`${version}.md`, `sync-${version}.zip`, `explain-${version}.zip`, `terraform-${version}.zip`];
    expect(await readdir(join(folder, 'first'))).toEqual(
      ['SHA256SUMS', ...names.map((name) => `dns-herald-${name}`)].sort(),
    );
    const sums = (await released('SHA256SUMS')).toString().trimEnd().split('\n');
    expect(sums).toHaveLength(names.length);
    for (const line of sums) {
      const [sum, file = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(await released(file))
          .digest('hex'),
      ).toBe(sum);
    }
  });

  it('gives the same bytes again', async () => {
    expect((await released('SHA256SUMS', 'second')).toString()).toBe((await released('SHA256SUMS')).toString());
  });

  it('puts the whole module into its zip', async () => {
    const held = unzipSync(await released(`dns-herald-terraform-${version}.zip`));
    expect(Object.keys(held)).toEqual((await readdir(join(root, 'infra', 'terraform'))).sort());
  });

  it('makes a zip whose handler does a run', async () => {
    const [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    try {
      const zoneId = route53.createZone('example.com');
      const web = ingress('web', ['web.example.com'], 'lb.example.net');
      kubernetes.apply({ ...web, metadata: { ...web.metadata, namespace: 'shop' } });
      await writeFile(join(folder, 'kubeconfig'), kubernetes.kubeconfig());
      for (const [path, content] of Object.entries(unzipSync(await released(`dns-herald-sync-${version}.zip`)))) {
        await mkdir(dirname(join(folder, 'sync', path)), { recursive: true });
        await writeFile(join(folder, 'sync', path), content);
      }
      const environment = {
        KUBECONFIG: join(folder, 'kubeconfig'),
        AWS_ENDPOINT_URL: route53.url,
        EXTERNAL_DNS_SOURCE: 'ingress',
      };
      const properties = { Handler: 'dist/sync.handler', FunctionName: 'sync', Environment: { Variables: {} } };
      const template = { Resources: { SyncLambdaFunction: { Properties: properties } } };
      const { counts } = await invokeUnpacked({ folder, template }, { dryRun: false }, environment);
      expect(counts).toMatchObject({ created: 1, failed: 0 });
      expect(route53.recordSets(zoneId).map(({ Name }) => Name)).toContain('web.example.com.');
    } finally {
      await Promise.all([kubernetes.stop(), route53.stop()]);
    }
  });
});

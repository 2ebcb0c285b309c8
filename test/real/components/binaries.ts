import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../command.ts';
import { ETCD, KUBE_APISERVER, moduleFolder, type PinnedComponent, pinnedVersion } from './pins.ts';

/** Paths of the binaries that make an API server. */
export interface KubernetesBinaries {
  readonly kubeApiserver: string;
  readonly etcd: string;
}

const HOW_TO_GET =
  'set KUBEBUILDER_ASSETS to a folder that holds kube-apiserver and etcd (`setup-envtest use -p path` downloads one), or install Go 1.26 or later and let it reach its module proxy';

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Outside the tree, so that a fresh clone finds what an earlier one built. */
const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dns-herald', `${process.platform}-${process.arch}`);

/** A build from a dependency has no release script that stamps its version: https://github.com/kubernetes/kubernetes/blob/master/hack/lib/version.sh */
const versionStamps = ({ name }: PinnedComponent, version: string): string => {
  if (name === 'etcd') return '';
  const [major, minor] = version.slice(1).split('.');
  const stamps = { gitVersion: version, gitMajor: major, gitMinor: minor, gitCommit: '', gitTreeState: '' };
  return Object.entries(stamps)
    .map(([variable, value]) => ` -X k8s.io/component-base/version.${variable}=${value}`)
    .join('');
};

/** Builds into a name of its own and renames, so that another process never sees half a binary. */
const build = async (component: PinnedComponent, version: string, path: string): Promise<void> => {
  const unfinished = `${path}.${randomUUID()}`;
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', `-s -w${versionStamps(component, version)}`];
  try {
    await run('go', ['build', ...flags, '-o', unfinished, component.mainPackage], {
      cwd: moduleFolder(component),
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    });
    await rename(unfinished, path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new Error(`${component.name} ${version} cannot be built (${why}): ${HOW_TO_GET}`, { cause });
  } finally {
    await rm(unfinished, { force: true });
  }
};

const cached = async (component: PinnedComponent): Promise<string> => {
  const version = await pinnedVersion(component);
  const path = join(cacheFolder(), `${component.name}-${version}`);
  if (await isExecutable(path)) return path;
  await mkdir(cacheFolder(), { recursive: true });
  process.stderr.write(`Building ${component.name} ${version} into ${path}, once; 3 to 10 minutes on 2 cores.\n`);
  await build(component, version, path);
  return path;
};

const given = async (assets: string, { name }: PinnedComponent): Promise<string> => {
  const path = join(assets, name);
  if (await isExecutable(path)) return path;
  throw new Error(`KUBEBUILDER_ASSETS is ${assets}, which holds no executable ${name}: ${HOW_TO_GET}`);
};

/**
 * kube-apiserver and etcd: those of `KUBEBUILDER_ASSETS` (envtest's convention,
 * https://book.kubebuilder.io/reference/envtest) when it is set, else those pinned beside this file, built by the
 * machine's Go into `$XDG_CACHE_HOME/dns-herald` when they are not there yet.
 * @throws Error that says how to get them, when neither is possible.
 */
export const kubernetesBinaries = async (): Promise<KubernetesBinaries> => {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const find = (component: PinnedComponent) => (assets ? given(assets, component) : cached(component));
  // One after the other: each build takes every core by itself.
  const etcd = await find(ETCD);
  return { etcd, kubeApiserver: await find(KUBE_APISERVER) };
};

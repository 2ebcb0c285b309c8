import { readFile } from 'node:fs/promises';

/** The Go module of this folder that pins a component, and the main package it is built from. */
export interface PinnedComponent {
  /** Name of the binary, and of the folder that holds its go.mod. */
  readonly name: 'kube-apiserver' | 'etcd';
  readonly goModule: string;
  readonly mainPackage: string;
}

export const KUBE_APISERVER: PinnedComponent = {
  name: 'kube-apiserver',
  goModule: 'k8s.io/kubernetes',
  mainPackage: 'k8s.io/kubernetes/cmd/kube-apiserver',
};

export const ETCD: PinnedComponent = {
  name: 'etcd',
  goModule: 'go.etcd.io/etcd/server/v3',
  mainPackage: 'go.etcd.io/etcd/server/v3',
};

/** The folder of a component's Go module. */
export const moduleFolder = ({ name }: PinnedComponent): string => `${import.meta.dirname}/${name}`;

/** The version that a component's go.mod requires, such as `v1.34.4`: the only place where it is written down. */
export const pinnedVersion = async (component: PinnedComponent): Promise<string> => {
  const goMod = await readFile(`${moduleFolder(component)}/go.mod`, 'utf8');
  const version = goMod
    .split('\n')
    .map((line) => line.trim().split(' '))
    .find(([name]) => name === component.goModule)?.[1];
  if (version === undefined) {
    throw new Error(
      `${component.name}/go.mod requires no ${component.goModule}: add it with \`go get -tool ${component.mainPackage}\``,
    );
  }
  return version;
};

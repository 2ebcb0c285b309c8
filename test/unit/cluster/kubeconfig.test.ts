import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { type ClusterChoice, loadKubeConfig } from '../../../lib/cluster/kubeconfig.ts';
import { ConfigError } from '../../../lib/config/config.ts';

let folder: string;
let kubeconfig: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  kubeconfig = join(folder, 'config');
});
afterEach(() => rmSync(folder, { recursive: true }));

const document = (server = 'https://192.0.2.1:6443', current = 'main') =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'one', cluster: { server } },
      { name: 'two', cluster: { server: 'https://192.0.2.2:6443' } },
    ],
    contexts: [
      { name: 'main', context: { cluster: 'one', user: 'me' } },
      { name: 'other', context: { cluster: 'two', user: 'me' } },
      { name: 'broken', context: { cluster: 'absent', user: 'me' } },
    ],
    users: [{ name: 'me', user: { token: 'secret' } }],
    'current-context': current,
  });

const load = (text: string | undefined, choice: Partial<ClusterChoice> = {}) => {
  if (text !== undefined) writeFileSync(kubeconfig, text);
  return loadKubeConfig({ kubeconfig, context: undefined, server: undefined, ...choice });
};

describe('a kubeconfig', () => {
  it.each<readonly [string, Partial<ClusterChoice>, string]>([
    ['its current context', {}, 'https://192.0.2.1:6443'],
    ['the context that is asked for', { context: 'other' }, 'https://192.0.2.2:6443'],
    ['the server that is asked for', { server: 'https://192.0.2.9' }, 'https://192.0.2.9'],
  ])('gives %s', (_, choice, server) => {
    expect(load(document(), choice).getCurrentCluster()?.server).toBe(server);
  });

  it.each<readonly [string, string | undefined, Partial<ClusterChoice>, RegExp]>([
    ['is absent', undefined, {}, /^The kubeconfig .*config could not be read: .*ENOENT/],
    ['is no kubeconfig', '[', {}, /^The kubeconfig .*config could not be read: /],
    ['has no such context', document(), { context: 'x' }, /has no context "x"; it has main, other, broken\.$/],
    [
      'names no cluster',
      document(undefined, 'broken'),
      {},
      /has no current context with a cluster; set one with --context\.$/,
    ],
    [
      'names a server without TLS',
      document('http://192.0.2.1'),
      {},
      /names the server http:\/\/192\.0\.2\.1; an https:\/\/ address is needed\.$/,
    ],
    [
      'is nobody’s',
      document('http://localhost:8080'),
      {},
      /^No kubeconfig was found: set KUBECONFIG or --kubeconfig\.$/,
    ],
  ])('that %s is a problem of the configuration', (_, text, choice, problem) => {
    expect(() => load(text, choice)).toThrow(ConfigError);
    expect(() => load(text, choice)).toThrow(problem);
  });
});

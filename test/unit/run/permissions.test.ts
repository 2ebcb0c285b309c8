import { describe, expect, it } from '@jest/globals';
import { leaseName } from '../../../lib/cluster/lease.ts';
import type { Config } from '../../../lib/config/config.ts';
import { defaultConfig, parseConfig } from '../../../lib/config/parse.ts';
import { permissionsOf } from '../../../lib/run/permissions.ts';
import { sourceNames, sources } from '../../../lib/sources/index.ts';
import { configured } from '../../support/parsed-config.ts';

describe('permissionsOf', () => {
  const limited = { verbs: ['get', 'patch'], resourceNames: [leaseName('shop')] };

  it.each([
    {
      title: 'reads the kube-system namespace alone, and any Lease, where the owner id is found out in the run',
      flags: [],
      namespaces: [{ verbs: ['get'], resourceNames: ['kube-system'] }],
      leases: [{ verbs: ['create', 'get', 'patch'] }],
    },
    {
      title: 'reads the kube-system namespace where ownership is kept in a table, too',
      flags: ['--registry=dynamodb'],
      namespaces: [{ verbs: ['get'], resourceNames: ['kube-system'] }],
      leases: [{ verbs: ['create', 'get', 'patch'] }],
    },
    {
      title: "reads no namespace, and its owner's Lease alone, where the owner id is configured",
      flags: ['--txt-owner-id=shop'],
      namespaces: [],
      leases: [{ verbs: ['create'] }, limited],
    },
    {
      title: 'reads no namespace, and the Lease for no owner alone, without a registry',
      flags: ['--registry=noop'],
      namespaces: [],
      leases: [{ verbs: ['create'] }, { ...limited, resourceNames: [leaseName('noop')] }],
    },
  ])('$title', ({ flags, namespaces, leases }) => {
    const { cluster, lease } = permissionsOf(configured('--source=service', ...flags));
    expect(cluster.filter(({ resource }) => resource === 'namespaces')).toEqual(
      namespaces.map((right) => ({ apiGroup: '', resource: 'namespaces', ...right })),
    );
    expect(lease).toEqual(leases.map((right) => ({ apiGroup: 'coordination.k8s.io', resource: 'leases', ...right })));
  });

  it('may patch what asks for names, and nothing that is read besides, to annotate it', () => {
    const flags = sourceNames.map((name) => `--source=${name}`);
    const configOf = (argv: readonly string[]) => parseConfig({ flags: argv, availableSources: sourceNames }).config;
    const patched = (config: Config) =>
      permissionsOf(config)
        .cluster.filter(({ verbs, resource }) => verbs.includes('patch') && resource !== 'events')
        .map(({ resource }) => resource);
    expect(patched(configOf(flags))).toEqual(['dnsendpoints/status']);
    const annotating = new Set(patched(configOf([...flags, '--annotate-status'])));
    const asking = [...sources.values()].filter(({ permissions }) => permissions(defaultConfig).length > 0);
    expect(annotating.size).toBeGreaterThan(asking.length - 10);
    for (const resource of [
      'services',
      'ingresses',
      'nodes',
      'pods',
      'httproutes',
      'dnsendpoints',
      'proxies',
      'tcpingresses',
    ])
      expect(annotating).toContain(resource);
    for (const resource of ['endpointslices', 'namespaces']) expect(annotating).not.toContain(resource);
  });

  it('asks for no events where no reason is emitted', () => {
    const { cluster } = permissionsOf(configured('--source=service', '--events-emit='));
    expect(cluster.filter(({ resource }) => resource === 'events')).toEqual([]);
  });
});

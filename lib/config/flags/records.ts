import { recordTypes } from '../../endpoint/endpoint.ts';
import type { FlagTable } from './flag.ts';

/** What happens to endpoints between the sources and the plan. */
export const recordFlags = {
  'default-targets': { kind: 'list', summary: 'Targets of endpoints that have none.' },
  'force-default-targets': {
    kind: 'boolean',
    default: false,
    summary: 'Use `--default-targets` for every endpoint (deprecated by ExternalDNS).',
  },
  'target-net-filter': { kind: 'list', format: 'cidr', summary: 'Keep only targets inside these networks.' },
  'exclude-target-net': { kind: 'list', format: 'cidr', summary: 'Drop targets inside these networks.' },
  'nat64-networks': {
    kind: 'list',
    format: 'nat64-prefix',
    summary: 'IPv6 prefixes of /96: a name with an AAAA target inside one gets an A record too.',
  },
  'create-ptr': {
    kind: 'boolean',
    default: false,
    summary: 'Make a PTR record for every address; needs PTR among `--managed-record-types`.',
  },
  'prefer-alias': { kind: 'boolean', default: false, summary: 'Make CNAMEs aliases where they do not say otherwise.' },
  'min-ttl': {
    kind: 'duration',
    default: 0,
    summary:
      'TTL of endpoints that set none, in whole seconds; it does not raise smaller ones. 0s leaves them to the provider.',
  },
  'managed-record-types': {
    kind: 'enum-list',
    values: recordTypes,
    default: ['A', 'AAAA', 'CNAME'],
    summary: 'Record types that are created, updated and deleted.',
  },
  'exclude-record-types': {
    kind: 'enum-list',
    values: recordTypes,
    summary: 'Record types taken out of the managed ones.',
  },
  'on-missing-targets': {
    kind: 'enum',
    values: ['keep', 'delete'],
    default: 'keep',
    ours: true,
    summary:
      'What becomes of a record while its object waits for the address of a load balancer or gateway. `delete` is what ExternalDNS does.',
  },
} as const satisfies FlagTable;

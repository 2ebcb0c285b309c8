import type { FlagTable } from './flag.ts';

/** How ownership of records is stored. */
export const registryFlags = {
  registry: {
    kind: 'enum',
    values: ['txt', 'noop'],
    default: 'txt',
    summary: 'Where ownership is stored; `noop` stores none.',
  },
  'txt-owner-id': {
    kind: 'string',
    format: 'owner',
    summary:
      'Our name in ownership records (default: the uid of the `kube-system` namespace, where ExternalDNS writes `default`).',
  },
  'txt-prefix': {
    kind: 'string',
    default: '',
    summary: 'Put before the names of ownership records; may hold `%{record_type}`. Excludes `--txt-suffix`.',
  },
  'txt-suffix': {
    kind: 'string',
    default: '',
    summary:
      'Put after the first label of the names of ownership records; may hold `%{record_type}`. Excludes `--txt-prefix`.',
  },
  'txt-wildcard-replacement': {
    kind: 'string',
    default: '',
    summary: 'Stands for `*` in the names of ownership records.',
  },
  'txt-encrypt-enabled': {
    kind: 'boolean',
    default: false,
    summary: 'Encrypt ownership records; needs `--txt-encrypt-aes-key`.',
  },
  'txt-encrypt-aes-key': {
    kind: 'string',
    secret: true,
    summary: 'Key of 32 bytes, as they are or in base64. Without `--txt-encrypt-enabled` it only decrypts.',
  },
  'migrate-from-txt-owner': {
    kind: 'string',
    format: 'owner',
    summary: 'Records of this owner become ours. Remove the flag once it has run.',
  },
  'dynamodb-region': { kind: 'string', summary: 'Region of the DynamoDB table.' },
  'dynamodb-table': { kind: 'string', default: 'external-dns', summary: 'Name of the DynamoDB table.' },
} as const satisfies FlagTable;

import type { FlagTable } from './flag.ts';

/** How ownership of records is stored. */
export const registryFlags = {
  registry: {
    kind: 'enum',
    values: ['txt', 'dynamodb', 'noop'],
    default: 'txt',
    summary: 'Where ownership is stored: in TXT records, in a DynamoDB table, or (`noop`) nowhere.',
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
    summary: 'Records of this owner become ours, where an object here asks for just that record.',
  },
  adopt: {
    kind: 'list',
    ours: true,
    summary:
      'Names (`api.example.com`) and objects (`Service/shop/api`) whose records without an owner become ours, once `--approve` takes the checksum that the report gives.',
  },
  'remove-orphaned-rows': {
    kind: 'boolean',
    default: false,
    ours: true,
    summary: 'Remove our ownership records whose record is gone; without it they are only reported.',
  },
  'dynamodb-region': {
    kind: 'string',
    summary: 'Region of the DynamoDB table (default: that of the function or user).',
  },
  'dynamodb-table': { kind: 'string', default: 'external-dns', summary: 'Name of the DynamoDB table.' },
} as const satisfies FlagTable;

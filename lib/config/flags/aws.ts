import type { FlagTable } from './flag.ts';

/** The provider, and how Route 53 is read and written. */
export const awsFlags = {
  provider: { kind: 'enum', values: ['aws'], default: 'aws', summary: 'The DNS provider.' },
  'aws-zone-type': { kind: 'enum', values: ['public', 'private'], summary: 'Only zones of this type (default: both).' },
  'aws-zone-tags': { kind: 'list', summary: 'Only zones with all of these tags, each `key` or `key=value`.' },
  'aws-zone-match-parent': {
    kind: 'boolean',
    default: false,
    summary: 'Accept zones that are parents of the domains in `--domain-filter`.',
  },
  'aws-profile': {
    kind: 'list',
    summary:
      'Profiles of the shared AWS configuration; the hosted zones of each are served (default: the usual credentials).',
  },
  'aws-assume-role': { kind: 'string', summary: 'ARN of the role to assume, with the credentials of each profile.' },
  'aws-assume-role-external-id': {
    kind: 'string',
    summary: 'External id for assuming the role, and those of `--aws-zone-role`.',
  },
  'aws-zone-role': {
    kind: 'list',
    format: 'zone-role',
    ours: true,
    summary:
      'Role of another account whose hosted zones are served too, as its ARN; or `ZONE_ID=ARN` for that zone alone.',
  },
  'aws-api-retries': { kind: 'integer', default: 3, min: 1, summary: 'Attempts for each call, the first included.' },
  'aws-prefer-cname': { kind: 'boolean', default: false, summary: 'Do not turn CNAMEs to AWS hosts into aliases.' },
  'aws-evaluate-target-health': {
    kind: 'boolean',
    default: true,
    summary: 'Aliases follow the health of their target.',
  },
  'aws-batch-change-size': { kind: 'integer', default: 1000, min: 1, summary: 'Changes in a batch, at most.' },
  'aws-batch-change-size-bytes': {
    kind: 'integer',
    default: 32_000,
    min: 1,
    summary: 'Characters of values in a batch, at most; an UPSERT counts twice.',
  },
  'aws-batch-change-size-values': {
    kind: 'integer',
    default: 1000,
    min: 1,
    summary: 'Values in a batch, at most; an UPSERT counts twice.',
  },
  'route53-requests-per-second': {
    kind: 'rate',
    default: 4,
    ours: true,
    summary:
      'Requests to Route 53 in a second, such as 4 or 0.5; the account as a whole has 5, for all that asks with its credentials.',
  },
} as const satisfies FlagTable;

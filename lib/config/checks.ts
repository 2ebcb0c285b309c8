import { parseAesKey } from '../registry/txt-encryption.ts';
import type { Config } from './config.ts';
import type { FlagName } from './flags.ts';

/** A rule about several flags, or about one flag and what this version has. */
interface Check {
  /** The flags it looks at: when one of them could not be read, the rule is not asked. */
  readonly about: readonly FlagName[];
  /** Sentences, none when the rule holds. */
  readonly problems: (config: Config, availableSources: readonly string[]) => readonly string[];
}

const when = (broken: boolean, sentence: string): readonly string[] => (broken ? [sentence] : []);

const checks: readonly Check[] = [
  {
    about: ['source'],
    problems: ({ source }, available) =>
      when(
        source.length === 0,
        `No source is chosen; set --source (EXTERNAL_DNS_SOURCE) to one or more of ${available.join(', ')}.`,
      ),
  },
  {
    about: ['source'],
    problems: ({ source }, available) =>
      source
        .filter((name) => !available.includes(name))
        .map((name) => `--source ${name} is not available in this version; it has ${available.join(', ')}.`),
  },
  {
    about: ['txt-prefix', 'txt-suffix'],
    problems: ({ txtPrefix, txtSuffix }) =>
      when(
        txtPrefix !== '' && txtSuffix !== '',
        `--txt-prefix ${JSON.stringify(txtPrefix)} and --txt-suffix ${JSON.stringify(txtSuffix)} exclude each other; keep the one that your ownership records have.`,
      ),
  },
  {
    about: ['txt-encrypt-enabled', 'txt-encrypt-aes-key'],
    problems: ({ txtEncryptEnabled, txtEncryptAesKey }) =>
      when(
        txtEncryptEnabled && txtEncryptAesKey === undefined,
        '--txt-encrypt-enabled needs a key; set --txt-encrypt-aes-key to 32 bytes, or to their base64.',
      ),
  },
  {
    about: ['txt-encrypt-aes-key'],
    problems: ({ txtEncryptAesKey }) =>
      when(
        txtEncryptAesKey !== undefined && parseAesKey(txtEncryptAesKey) === undefined,
        '--txt-encrypt-aes-key is neither 32 bytes nor the base64 of 32 bytes.',
      ),
  },
  {
    about: ['migrate-from-txt-owner', 'txt-owner-id'],
    problems: ({ migrateFromTxtOwner, txtOwnerId }) =>
      when(
        migrateFromTxtOwner !== undefined && migrateFromTxtOwner === txtOwnerId,
        `--migrate-from-txt-owner is the owner id itself, ${JSON.stringify(txtOwnerId)}; name the old owner, or remove the flag.`,
      ),
  },
  {
    about: ['adopt', 'registry'],
    problems: ({ adopt, registry }) =>
      when(
        adopt.length > 0 && registry === 'noop',
        '--adopt makes records ours, and --registry=noop knows no owners; leave out one of them.',
      ),
  },
  {
    about: ['ignore-hostname-annotation', 'fqdn-template'],
    problems: ({ ignoreHostnameAnnotation, fqdnTemplate }) =>
      when(
        ignoreHostnameAnnotation && fqdnTemplate.length === 0,
        '--ignore-hostname-annotation leaves objects without a name; set --fqdn-template too.',
      ),
  },
  {
    about: ['create-ptr', 'managed-record-types', 'exclude-record-types'],
    problems: ({ createPtr, managedRecordTypes, excludeRecordTypes }) =>
      when(
        createPtr && (!managedRecordTypes.includes('PTR') || excludeRecordTypes.includes('PTR')),
        '--create-ptr makes PTR records, which are not managed; name PTR and every other type you want in --managed-record-types.',
      ),
  },
  {
    about: ['source', 'ingress-class', 'annotation-filter'],
    problems: ({ source, ingressClass, annotationFilter }) =>
      when(
        source.includes('ingress') &&
          ingressClass.length > 0 &&
          annotationFilter?.keys.includes(ingressClassKey) === true,
        `--ingress-class and an --annotation-filter on ${ingressClassKey} exclude each other; keep --ingress-class.`,
      ),
  },
  {
    about: ['eks-cluster-name', 'kubeconfig', 'context'],
    problems: ({ eksClusterName, kubeconfig, context }) =>
      when(
        eksClusterName !== undefined && (kubeconfig !== undefined || context !== undefined),
        `--eks-cluster-name ${JSON.stringify(eksClusterName)} needs no kubeconfig; leave out --kubeconfig and --context, or --eks-cluster-name.`,
      ),
  },
  {
    about: ['eks-cluster-name', 'eks-region', 'eks-assume-role', 'eks-assume-role-external-id'],
    problems: ({ eksClusterName, eksRegion, eksAssumeRole, eksAssumeRoleExternalId }) =>
      when(
        eksClusterName === undefined && [eksRegion, eksAssumeRole, eksAssumeRoleExternalId].some(Boolean),
        '--eks-region, --eks-assume-role and --eks-assume-role-external-id say how to reach an EKS cluster; set --eks-cluster-name too.',
      ),
  },
];

const ingressClassKey = 'kubernetes.io/ingress.class';

/** What is wrong with a configuration as a whole, in the order of the rules. */
export const checkConfig = (
  config: Config,
  availableSources: readonly string[],
  failed: ReadonlySet<string>,
): readonly string[] =>
  checks
    .filter(({ about }) => !about.some((name) => failed.has(name)))
    .flatMap(({ problems }) => problems(config, availableSources));

/** What is set and does not count, because of another flag. */
export function warningsOf(config: Config): readonly string[] {
  const regex = config.regexDomainFilter !== undefined || config.regexDomainExclusion !== undefined;
  const plain = config.domainFilter.length > 0 || config.excludeDomains.length > 0;
  return when(
    regex && plain,
    '--domain-filter and --exclude-domains do not count, because --regex-domain-filter or --regex-domain-exclusion is set.',
  );
}

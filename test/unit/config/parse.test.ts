import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Config, ConfigError } from '../../../lib/config/config.ts';
import type { Flag } from '../../../lib/config/flags/flag.ts';
import { flags } from '../../../lib/config/flags.ts';
import { camelCase, environmentName } from '../../../lib/config/names.ts';
import { defaultConfig, parseConfig } from '../../../lib/config/parse.ts';
import { parsed, problemsWith } from '../../support/parsed-config.ts';

/** A text that the flag accepts and that is not its default. */
function sample(flag: Flag): string {
  switch (flag.kind) {
    case 'string':
    case 'list':
      return flag.format === undefined ? '0123456789abcdef0123456789abcdef' : formatted[flag.format];
    case 'enum':
    case 'enum-list':
      return flag.values.find((value) => value !== flag.default) ?? '';
    case 'boolean':
      return String(!flag.default);
    case 'integer':
      return String(flag.default === flag.min ? flag.default + 1 : flag.min);
    case 'rate':
      return String(flag.default / 3);
    case 'duration':
      return '7m';
    case 'regex':
    case 'selector':
      return 'a';
  }
}

const formatted = {
  'annotation-prefix': 'a.b/',
  cidr: '10.0.0.0/8',
  'event-bus': 'audit',
  kubeconfig: 'arn:aws:ssm:eu-west-1:123456789012:parameter/kubeconfig',
  'nat64-prefix': '64:ff9b::/96',
  owner: 'me',
  shard: 'zone-1',
  'zone-role': 'Z0123=arn:aws:iam::111122223333:role/dns',
};

/** What a flag cannot be set without. */
const needed = (name: string): readonly string[] =>
  ({
    'eks-region': ['--eks-cluster-name=shop'],
    'eks-assume-role': ['--eks-cluster-name=shop'],
    'eks-assume-role-external-id': ['--eks-cluster-name=shop'],
    'create-ptr': ['--managed-record-types=PTR'],
    'ignore-hostname-annotation': ['--fqdn-template=x'],
    'txt-encrypt-enabled': ['--txt-encrypt-aes-key=0123456789abcdef0123456789abcdef'],
  })[name] ?? [];

/** Every flag but --provider, which has one value. */
const settable = Object.entries<Flag>(flags).filter(([name]) => name !== 'provider');

describe('the configuration', () => {
  it('is the defaults where nothing is set', () => {
    expect(parsed().config).toEqual({ ...defaultConfig, source: ['fake'] });
  });

  it('takes the command line before the environment, list by list', () => {
    const environment = {
      EXTERNAL_DNS_SOURCE: 'service\nnode',
      EXTERNAL_DNS_POLICY: 'create-only',
      EXTERNAL_DNS_NAMESPACE: 'a',
    };
    const { config } = parsed({ environment, flags: ['--source=ingress', '--policy=upsert-only'] });
    expect(config).toMatchObject({ source: ['ingress'], policy: 'upsert-only', namespace: 'a' });
  });

  it.each(settable)('is the same from the command line and the environment for --%s', (name, flag) => {
    const text = sample(flag);
    const source = name === 'source' ? [] : ['--source=fake'];
    const fromFlags = parsed({ flags: [...source, ...needed(name), `--${name}=${text}`] });
    const fromEnvironment = parsed({
      flags: [...source, ...needed(name)],
      environment: { [environmentName(name)]: text },
    });
    expect(JSON.stringify(fromEnvironment)).toBe(JSON.stringify(fromFlags));
    expect(fromFlags.config[camelCase(name) as keyof Config]).not.toEqual(
      defaultConfig[camelCase(name) as keyof Config],
    );
  });

  it('does not read what the command line replaces', () => {
    expect(
      problemsWith({
        environment: { EXTERNAL_DNS_SOURCE: 'fake', EXTERNAL_DNS_MIN_TTL: 'x' },
        flags: ['--min-ttl=5s'],
      }),
    ).toEqual([]);
  });

  it('is refused with every problem at once, each on a line of its own', () => {
    const input = {
      flags: ['--polcy=sync', '--min-ttl=1'],
      environment: { EXTERNAL_DNS_TXT_PREFIX: 'a', EXTERNAL_DNS_TXT_SUFFIX: 'b', EXTERNAL_DNS_SORCE: 'pod' },
      payload: { dryrun: true },
      availableSources: ['fake'],
    };
    const problems = [
      '--polcy is not a flag of dns-herald; did you mean --policy?',
      'EXTERNAL_DNS_SORCE is not a setting of dns-herald; did you mean EXTERNAL_DNS_SOURCE?',
      '--min-ttl "1" is not a duration; write numbers with units, such as 60s or 1m30s.',
      'No source is chosen; set --source (EXTERNAL_DNS_SOURCE) to one or more of fake.',
      '--txt-prefix "a" and --txt-suffix "b" exclude each other; keep the one that your ownership records have.',
      "The payload's dryrun is not known; did you mean dryRun?",
    ];
    expect(problemsWith(input)).toEqual(problems);
    expect(() => parseConfig(input)).toThrow(new ConfigError(problems));
    expect(new ConfigError(problems).message).toBe(problems.join('\n'));
  });

  it('is made, or refused with sentences, whatever is written', () => {
    const word = fc.constantFrom(
      '--',
      '-',
      '--source',
      '--dry-run',
      '--no-',
      '--namespace=',
      '--interval',
      '__proto__',
      '--__proto__=1',
      '=',
      'x',
    );
    const variables = fc.dictionary(
      fc.constantFrom('EXTERNAL_DNS_', 'EXTERNAL_DNS_MIN_TTL', 'EXTERNAL_DNS_X', 'EXTERNAL_DNS_SOURCE'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), variables, fc.jsonValue(), (flags, environment, payload) => {
        const problems = problemsWith({ flags, environment, payload });
        return problems.every((problem) => /[.?]$/.test(problem));
      }),
    );
  });
});

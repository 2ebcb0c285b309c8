import { describe, expect, it } from '@jest/globals';
import { parsed, problemsWith } from '../../support/parsed-config.ts';

const key = '0123456789abcdef0123456789abcdef';
const withPtr = ['--managed-record-types=A', '--managed-record-types=PTR'];

describe('a configuration as a whole', () => {
  it.each([
    [
      ['--source=istio-gateway'],
      '--source istio-gateway is not available in this version; it has service, ingress, node, pod, crd, fake, empty.',
    ],
    [
      ['--txt-prefix=a-', '--txt-suffix=-b'],
      '--txt-prefix "a-" and --txt-suffix "-b" exclude each other; keep the one that your ownership records have.',
    ],
    [
      ['--txt-encrypt-enabled'],
      '--txt-encrypt-enabled needs a key; set --txt-encrypt-aes-key to 32 bytes, or to their base64.',
    ],
    [['--txt-encrypt-aes-key=too-short'], '--txt-encrypt-aes-key is neither 32 bytes nor the base64 of 32 bytes.'],
    [
      ['--txt-owner-id=me', '--migrate-from-txt-owner=me'],
      '--migrate-from-txt-owner is the owner id itself, "me"; name the old owner, or remove the flag.',
    ],
    [
      ['--adopt=a.ex.com', '--registry=noop'],
      '--adopt makes records ours, and --registry=noop knows no owners; leave out one of them.',
    ],
    [
      ['--ignore-hostname-annotation'],
      '--ignore-hostname-annotation leaves objects without a name; set --fqdn-template too.',
    ],
    [
      ['--create-ptr'],
      '--create-ptr makes PTR records, which are not managed; name PTR and every other type you want in --managed-record-types.',
    ],
    [
      ['--create-ptr', ...withPtr, '--exclude-record-types=PTR'],
      '--create-ptr makes PTR records, which are not managed; name PTR and every other type you want in --managed-record-types.',
    ],
    [
      ['--source=ingress', '--ingress-class=nginx', '--annotation-filter=kubernetes.io/ingress.class in (a)'],
      '--ingress-class and an --annotation-filter on kubernetes.io/ingress.class exclude each other; keep --ingress-class.',
    ],
  ])('%j gives: %s', (flags, problem) => {
    expect(problemsWith({ flags })).toEqual([problem]);
  });

  it.each([
    [['--txt-prefix=a-', '--txt-suffix=']],
    [['--txt-encrypt-enabled', `--txt-encrypt-aes-key=${key}`]],
    [[`--txt-encrypt-aes-key=${Buffer.from(key).toString('base64')}`]],
    [['--txt-owner-id=me', '--migrate-from-txt-owner=you']],
    [['--ignore-hostname-annotation', '--fqdn-template={{.Name}}.example.com']],
    [['--create-ptr', ...withPtr]],
    [['--source=service', '--ingress-class=nginx', '--annotation-filter=kubernetes.io/ingress.class=a']],
    [['--source=ingress', '--ingress-class=nginx', '--annotation-filter=other']],
  ])('%j is right', (flags) => {
    expect(problemsWith({ flags })).toEqual([]);
  });

  it('needs a source', () => {
    expect(problemsWith({ environment: {} })).toEqual([
      'No source is chosen; set --source (EXTERNAL_DNS_SOURCE) to one or more of service, ingress, node, pod, crd, fake, empty.',
    ]);
  });

  it('is not asked about a flag that could not be read', () => {
    expect(
      problemsWith({ environment: {}, flags: ['--source=services', '--create-ptr', '--managed-record-types=PRT'] }),
    ).toEqual([
      expect.stringMatching(/^--source "services" is none of .*; did you mean service\?$/),
      expect.stringMatching(/^--managed-record-types "PRT" is none of /),
    ]);
  });

  it('does not show a secret', () => {
    const [problem] = problemsWith({ flags: ['--txt-encrypt-aes-key=hunter2'] });
    expect(problem).not.toContain('hunter2');
  });

  it.each([
    [['--regex-domain-filter=a', '--domain-filter=b']],
    [['--regex-domain-exclusion=a', '--exclude-domains=b']],
  ])('%j warns that the plain filters do not count', (flags) => {
    expect(parsed({ flags }).warnings).toEqual([
      '--domain-filter and --exclude-domains do not count, because --regex-domain-filter or --regex-domain-exclusion is set.',
    ]);
  });
});

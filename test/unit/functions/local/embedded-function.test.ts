import { describe, expect, it } from '@jest/globals';
import { functionEnvironment } from '../../../../functions/local/embedded-function.ts';
import { ConfigError } from '../../../../lib/config/config.ts';

describe('the environment of the demonstrated function', () => {
  it('holds the flags of the demonstration, lists with one value a line', () => {
    expect(functionEnvironment([])).toMatchObject({
      EXTERNAL_DNS_SOURCE: 'service\ningress\nnode\ncrd',
      EXTERNAL_DNS_TXT_OWNER_ID: 'example-cluster',
    });
  });

  it.each([
    ['adds a flag of the user', '--policy=upsert-only', { EXTERNAL_DNS_POLICY: 'upsert-only' }],
    ['puts it in the place of its own', '--txt-owner-id=me', { EXTERNAL_DNS_TXT_OWNER_ID: 'me' }],
    ['replaces a list as a whole', '--source=node', { EXTERNAL_DNS_SOURCE: 'node' }],
    ['turns a switch', '--no-aws-evaluate-target-health', { EXTERNAL_DNS_AWS_EVALUATE_TARGET_HEALTH: 'false' }],
    ['tells an empty list from an unset one', '--events-emit=', { EXTERNAL_DNS_EVENTS_EMIT: '\n' }],
  ])('%s', (_, flag, environment) => {
    expect(functionEnvironment([flag])).toMatchObject(environment);
  });

  it('leaves out what is for the command line alone', () => {
    expect(functionEnvironment(['--output=json'])).toEqual(functionEnvironment([]));
  });

  it.each(['--kubeconfig=/tmp/mine', '--policy=all', '--sorce=node'])('refuses %s', (flag) => {
    expect(() => functionEnvironment([flag])).toThrow(ConfigError);
  });
});

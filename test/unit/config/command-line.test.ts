import { describe, expect, it } from '@jest/globals';
import { readCliOptions } from '../../../lib/config/parse.ts';
import { configured, parsed, problemsWith } from '../../support/parsed-config.ts';

describe('the command line', () => {
  it.each([
    [['--namespace=shop'], 'shop'],
    [['--namespace', 'shop'], 'shop'],
    [['--dry-run', '--namespace', 'shop', '--verbose'], 'shop'],
    [['--namespace=-odd'], '-odd'],
    [['--namespace=a=b'], 'a=b'],
  ])('%j sets the namespace to %s', (flags, namespace) => {
    expect(configured(...flags).namespace).toBe(namespace);
  });

  it('gathers a repeated list in its order', () => {
    expect(configured('--domain-filter=b.org', '--domain-filter', 'a.org').domainFilter).toEqual(['b.org', 'a.org']);
  });

  it('takes the older name of a flag', () => {
    expect(configured('--request-timeout=5s').kubeApiRequestTimeout).toBe(5);
    expect(configured('--emit-events=RecordError').eventsEmit).toEqual(['RecordError']);
  });

  it.each([
    [['--sorce=pod'], ['--sorce is not a flag of dns-herald; did you mean --source?']],
    [['--txt-ownerid', 'me'], ['--txt-ownerid is not a flag of dns-herald; did you mean --txt-owner-id?']],
    [['--no-pubish-host-ip'], ['--no-pubish-host-ip is not a flag of dns-herald; did you mean --publish-host-ip?']],
    [['--no-namespace'], ['--no-namespace is not a flag of dns-herald; did you mean --namespace?']],
    [['--zzzzzzzzzzzz=1'], ['--zzzzzzzzzzzz is not a flag of dns-herald.']],
    [['-n', 'shop'], ['-n is not a flag of dns-herald.']],
    [['shop'], ['"shop" belongs to no flag; flags are written --name=value.']],
    [['--dry-run', 'true'], ['"true" belongs to no flag; flags are written --name=value.']],
    [['--', 'shop'], ['"shop" belongs to no flag; flags are written --name=value.']],
    [['--namespace'], ['--namespace needs a value; write --namespace=VALUE.']],
    [['--namespace', '--min-ttl', '5s'], ['--namespace needs a value; write --namespace=VALUE.']],
    [['--namespace=a', '--namespace=b'], ['--namespace is set 2 times; set it once.']],
    [['--dry-run', '--no-dry-run'], ['--dry-run is set 2 times; set it once.']],
    [['--request-timeout=1s', '--kube-api-request-timeout=2s'], ['--request-timeout is set 2 times; set it once.']],
    [['--output=yaml'], ['--output "yaml" is none of text, json.']],
  ])('%j gives %j', (flags, problems) => {
    expect(problemsWith({ flags })).toEqual(problems);
  });

  it.each([
    [['--interval=1m'], '--interval is ignored: a schedule invokes the function, and every run reads everything.'],
    [['--interval', '1m'], '--interval is ignored: a schedule invokes the function, and every run reads everything.'],
    [['--no-once'], '--no-once is ignored: a schedule invokes the function, and every run reads everything.'],
    [
      ['--metrics-address=:7979'],
      '--metrics-address is ignored: no pod runs that could be scraped; metrics go where the function runs.',
    ],
    [['--kube-api-qps', '5'], '--kube-api-qps is ignored: requests to the cluster have no artificial limit.'],
    [
      ['--cloudflare-proxied'],
      '--cloudflare-proxied is ignored: it belongs to another DNS provider; the provider here is aws.',
    ],
    [
      ['--no-aws-sd-service-cleanup'],
      '--no-aws-sd-service-cleanup is ignored: it belongs to another DNS provider; the provider here is aws.',
    ],
    [
      ['--google-project', 'p', '--google-project', 'q'],
      '--google-project is ignored: it belongs to another DNS provider; the provider here is aws.',
    ],
    [
      ['--webhook-provider-url=http://localhost:8888'],
      '--webhook-provider-url is ignored: there is no webhook provider.',
    ],
  ])('%j is accepted with one warning', (flags, warning) => {
    expect(parsed({ flags }).warnings).toEqual([warning]);
  });

  it('has options of its own, which are read whatever else is wrong', () => {
    expect(parsed().cli).toEqual({ output: 'text', help: false });
    expect(parsed({ flags: ['--output', 'json', '--help'] }).cli).toEqual({ output: 'json', help: true });
    expect(readCliOptions(['--nonsense', '--output=json', '--policy=x'])).toEqual({ output: 'json', help: false });
    expect(readCliOptions(['--output=yaml'])).toEqual({ output: 'text', help: false });
  });
});

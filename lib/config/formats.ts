import ipaddr from 'ipaddr.js';
import { isArn, readKubeconfigArn } from '../cluster/kubeconfig-arn.ts';
import type { TextFormat } from './flags/flag.ts';

/** For each format a test, and the clause that says what a text that fails it is not, and what to write. */
export const formats: Readonly<
  Record<TextFormat, { readonly accepts: (text: string) => boolean; readonly problem: string }>
> = {
  'annotation-prefix': {
    accepts: (text) => /^[^/]+\/$/.test(text),
    problem: 'is not an annotation prefix; it ends with its only /, as external-dns.alpha.kubernetes.io/ does',
  },
  cidr: { accepts: isNetwork, problem: 'is not a network; write it in CIDR form, such as 10.0.0.0/8' },
  /** EventBridge API reference, PutEventsRequestEntry. */
  'event-bus': {
    accepts: (text) => /^(arn:[\w-]+:events:[\w-]+:\d{12}:event-bus\/)?[/.\-\w]{1,256}$/.test(text),
    problem: 'is no event bus; write its name, or arn:aws:events:REGION:ACCOUNT:event-bus/NAME',
  },
  kubeconfig: {
    accepts: (text) => !isArn(text) || readKubeconfigArn(text) !== undefined,
    problem:
      'is no ARN that can hold a kubeconfig; write a path, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME',
  },
  'nat64-prefix': {
    accepts: (text) => isNetwork(text) && text.includes(':') && text.endsWith('/96'),
    problem: 'is not a NAT64 prefix; write an IPv6 network of /96, such as 64:ff9b::/96',
  },
  /** Ownership records have no escaping: a comma ends a value, a quote ends the text (ExternalDNS endpoint/labels.go). */
  owner: {
    accepts: (text) => text !== '' && !/[,"\p{Cc}]/u.test(text),
    problem: 'is not an owner id; it has at least one character, and no comma, double quote or control character',
  },
  shard: {
    accepts: (text) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text),
    problem: 'is no name of a shard; it has up to 63 lower case letters, digits and hyphens, such as zone-1',
  },
  /** IAM user guide, "IAM ARNs". */
  'zone-role': {
    accepts: (text) => /^((\/?hostedzone\/)?[A-Z0-9]{1,32}=)?arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(text),
    problem:
      'is neither the ARN of a role, such as arn:aws:iam::111122223333:role/dns, nor ZONE_ID=ARN with the id of a hosted zone',
  },
};

function isNetwork(text: string): boolean {
  return ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text);
}

import { parseGoDuration } from '../../../lib/config/go-duration.ts';
import { createEndpoints } from '../../../lib/endpoint/create-endpoint.ts';
import { filterName, plannerName } from '../../../lib/endpoint/dns-name.ts';
import { nameCause, targetCause } from '../../../lib/endpoint/name-problem.ts';
import { decodeName, encodeName } from '../../../lib/providers/route53/names.ts';
import { readAnnotations, splitList } from '../../../lib/sources/annotations.ts';
import { recordTtl } from '../../../lib/sources/record-settings.ts';
import { hostsOfRule } from '../../../lib/sources/traefik-rule.ts';
import { fuzz } from './fuzz-reader.ts';

/** What authors of objects write. */
fuzz([
  {
    title: 'annotations: lists, TTL, prefixes',
    words: [',', ' ', '\n', '\t', 'a.example.org', '"', '60', 'm', '.', '-', 'h'],
    read: (text) => {
      splitList(text);
      const annotations = {
        'external-dns.kubernetes.io/ttl': text,
        [`external-dns.alpha.kubernetes.io/${text}`]: text,
      };
      return recordTtl(readAnnotations(annotations, undefined));
    },
  },
  { title: 'durations', words: ['1', '9', '.', 'h', 'm', 's', 'ms', 'ns', '+', '-', '0'], read: parseGoDuration },
  {
    title: 'names',
    words: ['a', '.', '*', 'xn--', '\\052', '\\', 'ü', '😀', '\u200d', '\ud800', '\u0000', '${', '}', '$(', ' ', '-'],
    read: (text) => [
      plannerName(text),
      filterName(text),
      nameCause(text),
      targetCause(text),
      decodeName(text),
      encodeName(text),
    ],
  },
  {
    title: 'endpoints',
    words: ['a', '.', '1', ':', '::', 'ffff', '*', '"', '\n', 'example.org'],
    read: (text) =>
      createEndpoints({ dnsName: text, targets: text.split(','), labels: {}, providerSpecific: {}, refs: [] }),
  },
  {
    title: 'rules of Traefik',
    words: ['Host(', 'HostSNI(', 'HostRegexp(', '`', ')', ',', ' && ', 'a.example.org', '\n', '*', ' ', 'Host'],
    read: hostsOfRule,
  },
]);

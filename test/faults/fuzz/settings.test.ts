import { kubeConfigFromText } from '../../../lib/cluster/kubeconfig.ts';
import { parseAnnotationSelector, parseLabelSelector, SelectorError } from '../../../lib/cluster/selector.ts';
import { readClustersFile } from '../../../lib/clusters/clusters-file.ts';
import { ConfigError } from '../../../lib/config/config.ts';
import { parseConfig } from '../../../lib/config/parse.ts';
import { attempt, fuzz } from './fuzz-reader.ts';

/** JSON, or else the text itself. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const yamlWords = ['{', '}', '[', ']', '&a ', '*a', '- ', ': ', '\t', 'null', '!!js '];
const selectorWords = ['a', ' in ', 'notin', '(', ')', ',', '=', '==', '!=', '!', '>', '<', 'a/b', ' ', '1', '"'];

/** What operators write. */
fuzz([
  {
    title: 'clusters files',
    // The operator's own, read when the function is packaged; the YAML library takes time by the square.
    length: 10_000,
    throws: ConfigError,
    words: [
      ...yamlWords,
      ...['clusters:\n', '  - name: a\n', '    shards:\n', '      - name: b\n', 'schedule: rate(1 minute)\n'],
      ...['concurrentRuns: 2\n', '    txtOwnerId: x\n', '<<: *a\n'],
    ],
    read: readClustersFile,
  },
  {
    title: 'kubeconfigs',
    throws: ConfigError,
    words: [
      ...yamlWords,
      ...['apiVersion: v1\n', 'clusters:\n', '- name: a\n', '  cluster:\n', '    server: https://x\n'],
      ...['contexts:\n', 'current-context: a\n', '  context: {cluster: a, user: a}\n'],
      ...['users:\n', '  user:\n', '    token: t\n'],
    ],
    read: (text) => kubeConfigFromText(text, { context: undefined, server: undefined }, 'The kubeconfig'),
  },
  {
    title: 'label selectors',
    throws: SelectorError,
    words: selectorWords,
    read: (text) => parseLabelSelector(text).matches({ a: '1' }),
  },
  {
    title: 'annotation selectors',
    throws: SelectorError,
    words: selectorWords,
    read: (text) => parseAnnotationSelector(text).matches({ a: '1' }),
  },
  {
    title: 'payloads of a manual invoke',
    throws: ConfigError,
    words: [
      '{',
      '}',
      '"dryRun"',
      ':',
      'true',
      '"sources"',
      '["ingress"]',
      '"domainFilter"',
      '"("',
      ',',
      '"policy"',
      '"__proto__"',
      'null',
      '7',
    ],
    read: (text) => {
      const payload: unknown = parsedOr(text);
      return parseConfig({ environment: { EXTERNAL_DNS_SOURCE: 'ingress' }, payload, availableSources: ['ingress'] });
    },
  },
  {
    title: 'settings of the environment',
    throws: ConfigError,
    words: ['(', ')', '*', '+', '\n', 'a', '1', 's', '-', '{{', '}}', '/', '.', ',', '=', '\u0000'],
    read: (text) => {
      const names = [
        'REGEX_DOMAIN_FILTER',
        'MIN_TTL',
        'LABEL_FILTER',
        'TXT_PREFIX',
        'DOMAIN_FILTER',
        'TXT_OWNER_ID',
        'TARGET_NET_FILTER',
      ];
      return names.map((name) =>
        attempt(
          () =>
            parseConfig({
              environment: { EXTERNAL_DNS_SOURCE: 'ingress', [`EXTERNAL_DNS_${name}`]: text },
              availableSources: ['ingress'],
            }),
          ConfigError,
        ),
      );
    },
  },
]);

import { Route53ServiceException } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kubeConfigFromText } from '../../lib/cluster/kubeconfig.ts';
import { parseAnnotationSelector, parseLabelSelector, SelectorError } from '../../lib/cluster/selector.ts';
import { ConfigError } from '../../lib/config/config.ts';
import { parseGoDuration } from '../../lib/config/go-duration.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import { createEndpoints } from '../../lib/endpoint/create-endpoint.ts';
import { filterName, plannerName } from '../../lib/endpoint/dns-name.ts';
import { nameCause, targetCause } from '../../lib/endpoint/name-problem.ts';
import { quoteText, unquoteText } from '../../lib/endpoint/txt-value.ts';
import { failureText, namedTransactions, textOf } from '../../lib/providers/route53/change-errors.ts';
import { decodeName, encodeName } from '../../lib/providers/route53/names.ts';
import { txt } from '../../lib/registry/txt.ts';
import { encryptedText, parseAesKey } from '../../lib/registry/txt-encryption.ts';
import { parseLabelText } from '../../lib/registry/txt-label.ts';
import { rowSubject } from '../../lib/registry/txt-name.ts';
import { parseScope } from '../../lib/run/scope.ts';
import { readAnnotations, splitList } from '../../lib/sources/annotations.ts';
import { readGob } from '../../lib/sources/gob/gob.ts';
import { GobError } from '../../lib/sources/gob/gob-error.ts';
import { recordTtl } from '../../lib/sources/record-settings.ts';
import { compileTemplate } from '../../lib/sources/template/template.ts';
import { TemplateError } from '../../lib/sources/template/template-error.ts';
import { hostsOfRule } from '../../lib/sources/traefik-rule.ts';
import { endpointTypes, gobStream } from '../support/gob-encoder.ts';
import { txtOptions, wish } from '../support/zone-records.ts';
import { creations } from '../unit/providers/route53/transaction-fixture.ts';
import { hostname, hostnameList, targetList } from './names.ts';

const { FAULTS_SEED, FAULTS_FUZZ = '2000' } = process.env;

const seed = FAULTS_SEED === undefined ? {} : { seed: Number(FAULTS_SEED) };
const runs = { numRuns: Number(FAULTS_FUZZ), ...seed };

/** Of one reading of 100,000 characters or so, in milliseconds: far above what a busy machine needs for linear work. */
const boundMs = 2_000;

type Refusal = abstract new (...args: never[]) => Error;

/** A reader of what others wrote, and the one error that it may throw. */
interface Reader {
  readonly title: string;
  readonly read: (text: string) => unknown;
  readonly throws?: Refusal;
  /** What makes up its language: random texts are joined from these. */
  readonly words: readonly string[];
}

const key = Buffer.alloc(32, 7);

const object = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop', labels: { app: 'x' }, annotations: {} },
  spec: { ports: [{ port: 1 }], many: Array.from({ length: 500 }, (_, at) => at) },
};

const exceptionWith = (message: string) =>
  new Route53ServiceException({ name: 'InvalidChangeBatch', $fault: 'client', $metadata: {}, message });

const batch = creations({ dnsName: 'a.example.org' }, { dnsName: 'b.example.org', recordType: 'AAAA' });

const readers: readonly Reader[] = [
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
    title: 'TXT labels',
    words: [
      'heritage=external-dns',
      ',',
      'external-dns/owner=',
      'external-dns/',
      '"',
      '\\',
      '" "',
      '=',
      'me',
      '\u0000',
    ],
    read: (text) => [parseLabelText(text), unquoteText(text), quoteText(text), parseAesKey(text)],
  },
  {
    title: 'encrypted TXT labels',
    words: ['AAAA', '+', '/', '=', '"', 'heritage=external-dns', '\u0000', 'ü'],
    read: (text) => [
      encryptedText(key).decode(text),
      encryptedText(key).decode(`"${Buffer.from(text).toString('base64')}"`),
    ],
  },
  {
    title: 'names and texts of TXT rows',
    words: ['a-', 'cname-', 'txt', '.', '-own', '*', 'any', 'example.org', '%{record_type}', '--'],
    read: (text) => {
      const affixes = [
        { prefix: '' },
        { prefix: '%{record_type}-txt.' },
        { prefix: '', suffix: '-own' },
        { prefix: 'a.b.' },
      ];
      return affixes.map((each) => {
        const options = txtOptions({ ...each, wildcardReplacement: 'any' });
        const row = wish({
          dnsName: text,
          recordType: 'TXT',
          targets: [`"heritage=external-dns,external-dns/owner=${text}"`],
        });
        const reading = txt(options).read([row, wish({ dnsName: text })]);
        return [rowSubject(options, text), reading.objection(wish({ dnsName: text }))];
      });
    },
  },
  {
    title: "Route 53's error messages",
    words: [
      ...[
        "[Tried to create resource record set [name='a.example.org.', type='A']",
        ' but it already exists',
        ', ',
        "'",
        '[',
        ']',
      ],
      ...[
        'RRSet with DNS name ',
        'of type A with DNS name ',
        ' of type ',
        'alias that targets ',
        ', type A',
        "Value '",
        "' at '",
      ],
      ...[
        "encountered with '",
        'Name=',
        ', Type=A',
        "resource record set 'A ",
        'FATAL problem: ',
        ' ',
        'name=',
        'a.example.org',
      ],
    ],
    read: (text) => {
      const error = exceptionWith(text);
      return [namedTransactions(error, batch), failureText(error, textOf(error))];
    },
  },
  {
    title: 'Go templates',
    throws: TemplateError,
    words: [
      ...[
        '{{',
        '}}',
        '{{-',
        '-}}',
        '.Name',
        '.Namespace',
        '.Spec.Many',
        '.Labels',
        'range ',
        'end',
        'if ',
        'else',
        'with ',
        'define "x"',
      ],
      ...[
        'template "x" .',
        '$x := ',
        '$x',
        '|',
        'printf "%09999d"',
        ' 99999999999999999999',
        'index ',
        'len ',
        '(',
        ')',
        '"',
        '`',
        ' ',
        '/*',
        '*/',
      ],
      ...[
        '__proto__',
        'constructor',
        '.constructor',
        'trimPrefix ',
        'replace ',
        'slice ',
        'break',
        'continue',
        '\n',
        "'",
        '\\',
        'html ',
        'block "y" .',
      ],
    ],
    read: (text) => {
      const template = compileTemplate('--fqdn-template', [text]);
      return [template.names(object, 'service'), template.pairs(object, 'service')];
    },
  },
  {
    title: 'kubeconfigs',
    throws: ConfigError,
    words: [
      ...[
        'apiVersion: v1\n',
        'clusters:\n',
        '- name: a\n',
        '  cluster:\n',
        '    server: https://x\n',
        'contexts:\n',
        'current-context: a\n',
      ],
      ...[
        '  context: {cluster: a, user: a}\n',
        'users:\n',
        '  user:\n',
        '    token: t\n',
        '{',
        '}',
        '[',
        ']',
        '&a ',
        '*a',
        '- ',
        ': ',
        '\t',
        'null',
        '!!js ',
      ],
    ],
    read: (text) => kubeConfigFromText(text, { context: undefined, server: undefined }, 'The kubeconfig'),
  },
  {
    title: 'label selectors',
    throws: SelectorError,
    words: ['a', ' in ', 'notin', '(', ')', ',', '=', '==', '!=', '!', '>', '<', 'a/b', ' ', '1', '"'],
    read: (text) => parseLabelSelector(text).matches({ a: '1' }),
  },
  {
    title: 'annotation selectors',
    throws: SelectorError,
    words: ['a', ' in ', 'notin', '(', ')', ',', '=', '==', '!=', '!', '>', '<', 'a/b', ' ', '1', '"'],
    read: (text) => parseAnnotationSelector(text).matches({ a: '1' }),
  },
  {
    title: 'rules of Traefik',
    words: ['Host(', 'HostSNI(', 'HostRegexp(', '`', ')', ',', ' && ', 'a.example.org', '\n', '*', ' ', 'Host'],
    read: hostsOfRule,
  },
  {
    title: "a Lease's scope",
    words: ['{', '}', '"sources"', ':', '[', ']', '"filters"', '""', ',', 'null'],
    read: parseScope,
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
];

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What it gives, or the refusal that it may throw; anything else that it throws is a bug. */
function attempt(read: () => unknown, throws: Refusal | undefined): unknown {
  try {
    return read();
  } catch (error) {
    if (throws !== undefined && error instanceof throws) return error.message;
    throw error;
  }
}

function bounded(read: () => unknown): void {
  const start = performance.now();
  read();
  expect(performance.now() - start).toBeLessThan(boundMs);
}

/** Sentences of a language's own words, with noise between. */
const sentence = (words: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...words) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));

const long = 100_000;

const repeated = (unit: string): string => unit.repeat(Math.ceil(long / unit.length)).slice(0, long);

describe.each(readers)('reading $title', ({ read, throws, words }) => {
  it('gives a value or its own error, whatever is written', () => {
    const written = fc.oneof(sentence(words), hostname, hostnameList, targetList, fc.json());
    fc.assert(
      fc.property(written, (text) => void attempt(() => read(text), throws)),
      runs,
    );
  });

  it('takes bounded time for one word, or two, over and over', () => {
    const pairs = words.flatMap((first) => words.map((second) => (first === second ? first : first + second)));
    const chosen = fc.sample(fc.constantFrom(...pairs), { numRuns: 40, ...seed });
    for (const unit of new Set([...words, ...chosen])) bounded(() => attempt(() => read(repeated(unit)), throws));
    for (const word of words) bounded(() => attempt(() => read(word + repeated('a')), throws));
  });
});

describe('reading what a connector server sends', () => {
  const stream = gobStream([
    { DNSName: 'a.example.org', Targets: ['192.0.2.1'], RecordType: 'A', Labels: { a: 'b' }, RecordTTL: 60 },
  ]);

  async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  const attemptGob = (bytes: Uint8Array, size: number): Promise<unknown> =>
    readGob(chunked(bytes, size)).catch((error: unknown) => {
      if (error instanceof GobError) return error.message;
      throw error;
    });

  const edit = fc.record({ at: fc.nat({ max: stream.length - 1 }), byte: fc.integer({ min: 0, max: 255 }) });

  it('gives a value or GobError for a stream with any bytes changed, cut anywhere', async () => {
    const damaged = fc.record({
      edits: fc.array(edit, { maxLength: 6 }),
      end: fc.nat({ max: stream.length }),
      size: fc.integer({ min: 1, max: 64 }),
    });
    await fc.assert(
      fc.asyncProperty(damaged, async ({ edits, end, size }) => {
        const bytes = Buffer.from(stream);
        for (const { at, byte } of edits) bytes[at] = byte;
        await attemptGob(bytes.subarray(0, edits.length === 0 ? end : stream.length), size);
      }),
      runs,
    );
  });

  it('gives a value or GobError for any bytes after the types', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        await attemptGob(Buffer.concat([...endpointTypes, bytes]), 16);
        await attemptGob(bytes, 16);
      }),
      runs,
    );
  });
});

import fc from 'fast-check';

/** The zones of every world; the filters of every world let through `example.com` without `internal.example.com`. */
export const zone = 'example.com';
export const nestedZone = 'sub.example.com';
export const foreignZone = 'elsewhere.test';
export const excludedDomain = 'internal.example.com';

/** Few names, so that objects, strangers and zones meet on them. */
const common = fc.constantFrom(
  ...['a', 'b', 'c', '*', 'x.sub', '*.sub', 'deep.er.sub', 'a-b', 'cname-a', 'www', 'WWW'].map(
    (head) => `${head}.${zone}`,
  ),
  ...[zone, nestedZone, `a.${excludedDomain}`, excludedDomain, `a.${foreignZone}`, 'a.nowhere.test', `a.${zone}.`],
);

const long = (length: number): string => 'l'.repeat(length);

/** A name of so many octets in labels of 60. */
const ofLength = (length: number): string => {
  const room = length - zone.length - 1;
  return `${Array.from({ length: room }, (_, at) => (at % 60 === 59 && at < room - 1 ? '.' : 'n')).join('')}.${zone}`;
};

/** What people and attackers write where a label is meant. */
const hostileLabel = fc.constantFrom(
  ...['quo"te', "quo'te", 'new\nline', 'car\rriage', 'tab\tbed', 'nul\u0000'],
  ...['es\u001bc', 'del\u007f', 'c1\u0085', '\u2028'],
  ...['bücher', 'xn--bcher-kva', 'xn--', 'xn--a', 'раураl', 'paypаl'],
  ...['faß', 'ﬀ', 'İ', '名前', '😀', 'a\u200db', 'a\u202eb', '\ud800'],
  ...['${HOST}', '$(HOST)', '{{.Name}}', '<b>', '&amp;', '%2e', '@'],
  ...['#', ';', '/', 'a/b', '-dash', 'dash-', '_srv._tcp', 'a_b'],
  ...['back\\slash', 'oct\\052', 'oct\\056dot', '\\', '*.*', 'foo.*'],
  ...['*foo', '', '.', 'a..b', ' blank ', 'a b', '1', '0x7f'],
  ...['__proto__', 'constructor', 'toString', 'heritage=external-dns'],
  ...['a=b', 'any', 'a-txt', 'a-www', 'txt-a', 'UPPER', 'ÄÖÜ'],
  ...[50, 57, 58, 59, 60, 61, 62, 63, 64].map(long),
  ...[57, 64].map((length) => 'ü'.repeat(length)),
);

const hostile = fc.oneof(
  hostileLabel.map((label) => `${label}.${zone}`),
  fc.constantFrom(...[240, 248, 249, 250, 251, 252, 253, 254, 255, 300].map(ofLength)),
  fc.constantFrom(
    '',
    ' ',
    '.',
    '..',
    'com',
    '192.0.2.1',
    '2001:db8::1',
    'localhost',
    'example.com..',
    '\\052.example.com',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((label) => `${label}.${zone}`),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((label) => `${label}.${zone}`),
);

/** A name that an object asks for; one in five is hostile. */
export const hostname = fc.oneof({ weight: 4, arbitrary: common }, { weight: 1, arbitrary: hostile });

/** The value of a list annotation; one in fifty is huge. */
export const hostnameList = fc.oneof(
  { weight: 49, arbitrary: fc.array(hostname, { minLength: 1, maxLength: 3 }).map((names) => names.join(',')) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 100, max: 400 }).map((count) => numbered(count).join(', ')),
  },
);

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `many-${at}.${zone}`);

/** IPv4 and IPv6. */
export const address = fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1', '2001:db8::2');

/** A target as an object writes it; one in seven is hostile. */
export const target = fc.oneof(
  { weight: 4, arbitrary: address },
  {
    weight: 2,
    arbitrary: fc.constantFrom('lb.example.net', 'lb-1.eu-west-1.elb.amazonaws.com', `a.${zone}`, 'LB.example.net.'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['', ' ', '999.1.1.1', '1.2.3', '01.2.3.4', '::ffff:192.0.2.1'],
      ...['::', 'fe80::1%eth0', '${IP}', 'a b', 'x"y', 'x\ny', '*'],
      ...['bücher.example.net', '😀', long(64), `${long(60)}.`.repeat(5)],
      ...['\u0000', 'host:80', 'https://a.example.net/', '_a._b'],
    ),
  },
);

/** The value of a target annotation. */
export const targetList = fc.array(target, { minLength: 1, maxLength: 3 }).map((targets) => targets.join(','));

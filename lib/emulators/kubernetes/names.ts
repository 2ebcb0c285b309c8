/** The API server's checks of names, each giving its complaints (apimachinery pkg/util/validation). */
export type NameCheck = (value: string) => readonly string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = String.raw`${label}(\.${label})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const ends = 'and must start and end with an alphanumeric character';

const check =
  (pattern: string, longest: number, rule: string): NameCheck =>
  (value) => [
    ...(value.length > longest ? [`must be no more than ${longest} characters`] : []),
    ...(new RegExp(`^${pattern}$`).test(value) ? [] : [`${rule}, regex used for validation is '${pattern}')`]),
  ];

/** RFC 1123: names of most objects. */
export const dnsSubdomain = check(
  subdomain,
  253,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${ends} (e.g. 'example.com'`,
);

/** RFC 1123: names of namespaces. */
export const dnsLabel = check(
  label,
  63,
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${ends} (e.g. 'my-name',  or '123-abc'`,
);

/** RFC 1035: names of Services. */
export const dns1035Label = check(
  label1035,
  63,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, " +
    "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'",
);

const namePart = check(
  qualified,
  63,
  `must consist of alphanumeric characters, '-', '_' or '.', ${ends} (e.g. 'MyName',  or 'my.name',  or '123-abc'`,
);

/** RBAC names, and every name on any path: no slash, no percent sign, neither `.` nor `..`. */
export const pathSegment: NameCheck = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((character) => value.includes(character))
    .map((character) => `may not contain '${character}'`);
};

/** `[prefix/]name`, the form of label keys and of an event's reportingController. */
export const qualifiedNameCheck: NameCheck = (value) => {
  const [name = '', prefix, ...more] = value.split('/').reverse();
  if (more.length > 0) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', ${ends} (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualified}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  return [
    ...(prefix === '' ? ['prefix part must be non-empty'] : []),
    ...(prefix ? dnsSubdomain(prefix).map((complaint) => `prefix part ${complaint}`) : []),
    ...(name === '' ? ['name part must be non-empty'] : []),
    ...namePart(name).map((complaint) => `name part ${complaint}`),
  ];
};

/** Label values: empty, or like the name part of a key. */
export const labelValue: NameCheck = check(
  `(${qualified})?`,
  63,
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${ends} (e.g. 'MyValue',  or 'my_value',  or '12345'`,
);

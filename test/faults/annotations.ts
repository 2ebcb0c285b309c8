import fc from 'fast-check';
import { hostnameList, targetList } from './names.ts';

const prefix = fc.constantFrom('external-dns.kubernetes.io/', 'external-dns.alpha.kubernetes.io/');

/** Keys and values of DNS annotations, the hostile ones among them. */
const annotation = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('hostname', 'hostname', 'internal-hostname'), hostnameList) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('target'), targetList) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('ttl'),
      fc.constantFrom(
        '60',
        '300',
        '0',
        '-1',
        '1m',
        '1h30m',
        '2147483647',
        '2147483648',
        '1e3',
        '0x10',
        'soon',
        '',
        '9'.repeat(400),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<readonly [string, string]>(
      ['controller', 'dns-controller'],
      ['controller', 'another'],
      ['access', 'private'],
      ['endpoints-type', 'NodeExternalIP'],
      ['alias', 'true'],
      ['alias', 'false'],
      ['set-identifier', 'blue'],
      ['set-identifier', 'x'.repeat(129)],
      ['aws-weight', '10'],
      ['aws-weight', 'heavy'],
      ['aws-region', 'eu-west-1'],
      ['aws-geolocation-country-code', 'XX'],
      ['aws-health-check-id', '"'],
      ['ingress-hostname-source', 'defined-hosts-only'],
      ['ingress-hostname-source', 'annotation-only'],
      ['ingress-hostname-source', 'neither'],
      ['__proto__', 'x'],
      ['unheard-of', '\u0000'],
    ),
  },
);

/** One under each prefix and key: both prefixes may be there with different values. */
export const annotations = fc
  .array(fc.tuple(prefix, annotation), { minLength: 1, maxLength: 5 })
  .map((list) => Object.fromEntries(list.map(([head, [key, value]]) => [`${head}${key}`, value])));

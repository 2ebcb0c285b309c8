import { quoteText, unquoteText } from '../../../lib/endpoint/txt-value.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { encryptedText, parseAesKey } from '../../../lib/registry/txt-encryption.ts';
import { parseLabelText } from '../../../lib/registry/txt-label.ts';
import { rowSubject } from '../../../lib/registry/txt-name.ts';
import { parseScope } from '../../../lib/run/scope.ts';
import { txtOptions, wish } from '../../support/zone-records.ts';
import { fuzz } from './fuzz-reader.ts';

const key = Buffer.alloc(32, 7);

/** What other writers of a zone, or of the Lease, leave there. */
fuzz([
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
    title: "a Lease's scope",
    words: ['{', '}', '"sources"', ':', '[', ']', '"filters"', '""', ',', 'null'],
    read: parseScope,
  },
]);

import type { RecordType } from '../../lib/endpoint/endpoint.ts';
import type { Affixes } from '../../lib/registry/txt-name.ts';

/** No affix, or these. */
export const affixes = (changes: Partial<Affixes> = {}): Affixes => ({
  prefix: '',
  suffix: '',
  wildcardReplacement: '',
  ...changes,
});

/** What the row of a record is called. */
export type RowNameExample = readonly [Partial<Affixes>, name: string, type: RecordType, row: string];

/** Reference examples of ExternalDNS's name mapper. */
export const rowNameExamples: readonly RowNameExample[] = [
  [{}, 'www.example.com', 'A', 'a-www.example.com'],
  [{}, 'www.example.com', 'AAAA', 'aaaa-www.example.com'],
  [{}, 'www.example.com', 'CNAME', 'cname-www.example.com'],
  [{}, 'example.com', 'A', 'a-example.com'],
  [{}, '*.example.com', 'A', 'a-*.example.com'],
  [{ wildcardReplacement: 'any' }, '*.example.com', 'A', 'a-any.example.com'],
  [{ wildcardReplacement: 'Any' }, '*.example.com', 'A', 'a-any.example.com'],
  [{ prefix: 'txt.' }, 'www.example.com', 'A', 'txt.a-www.example.com'],
  [{ prefix: 'txt.' }, 'example.com', 'A', 'txt.a-example.com'],
  [{ prefix: 'txt-' }, 'www.example.com', 'CNAME', 'txt-cname-www.example.com'],
  [{ prefix: 'txt-', wildcardReplacement: 'any' }, '*.example.com', 'CNAME', 'txt-cname-any.example.com'],
  [{ prefix: '%{record_type}-' }, 'www.example.com', 'A', 'a-www.example.com'],
  [{ prefix: '%{record_type}-txt.' }, 'example.com', 'CNAME', 'cname-txt.example.com'],
  [{ prefix: '%{record_type}-txt.' }, 'www.example.com', 'A', 'a-txt.www.example.com'],
  [{ prefix: 'ext-%{record_type}.', wildcardReplacement: 'any' }, '*.example.com', 'A', 'ext-a.any.example.com'],
  [{ prefix: '%{record_type}.%{record_type}.' }, 'www.example.com', 'A', 'a.a.www.example.com'],
  [{ suffix: '-txt' }, 'www.example.com', 'A', 'a-www-txt.example.com'],
  [{ suffix: '.txt' }, 'www.example.com', 'CNAME', 'cname-www.txt.example.com'],
  [{ suffix: '-txt' }, 'example.com', 'A', 'a-example-txt.com'],
  [{ suffix: '-%{record_type}-txt' }, 'www.example.com', 'AAAA', 'www-aaaa-txt.example.com'],
  [{ suffix: '-%{record_type}', wildcardReplacement: 'any' }, '*.example.com', 'A', 'any-a.example.com'],
  [{ suffix: '-.%{record_type}' }, 'example.com', 'CNAME', 'example-.cname.com'],
  [{ prefix: 'TXT-' }, 'WWW.Example.com', 'A', 'txt-a-WWW.Example.com'],
  [{}, '_sip._tcp.example.com', 'SRV', 'srv-_sip._tcp.example.com'],
  [{}, 'localhost', 'A', 'a-localhost'],
];

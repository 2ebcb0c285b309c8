import { Route53ServiceException } from '@aws-sdk/client-route-53';
import { Route53Error } from '../../../lib/emulators/route53/errors.ts';
import { parseXml } from '../../../lib/emulators/route53/xml.ts';
import { failureText, namedTransactions, textOf } from '../../../lib/providers/route53/change-errors.ts';
import { creations } from '../../unit/providers/route53/transaction-fixture.ts';
import { fuzz } from './fuzz-reader.ts';

const exceptionWith = (message: string) =>
  new Route53ServiceException({ name: 'InvalidChangeBatch', $fault: 'client', $metadata: {}, message });

const batch = creations({ dnsName: 'a.example.org' }, { dnsName: 'b.example.org', recordType: 'AAAA' });

/** What Route 53 says, and what is said to the embedded one. */
fuzz([
  {
    title: "Route 53's error messages",
    words: [
      ...["[Tried to create resource record set [name='a.example.org.', type='A']"],
      ...[' but it already exists', ', ', "'", '[', ']'],
      ...['RRSet with DNS name ', 'of type A with DNS name ', ' of type '],
      ...['alias that targets ', ', type A', "Value '", "' at '"],
      ...["encountered with '", 'Name=', ', Type=A', "resource record set 'A "],
      ...['FATAL problem: ', ' ', 'name=', 'a.example.org'],
    ],
    read: (text) => {
      const error = exceptionWith(text);
      return [namedTransactions(error, batch), failureText(error, textOf(error))];
    },
  },
  {
    title: 'XML',
    throws: Route53Error,
    words: [
      '<a>',
      '</a>',
      '<Change>',
      '</Change>',
      '<',
      '>',
      '&',
      '&lt;',
      '&#38;',
      '&#x0;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
      '&b;',
      '<a/>',
      '"',
      "'",
      '\u0000',
      'x',
    ],
    read: parseXml,
  },
]);

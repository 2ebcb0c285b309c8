import type { Answer, CaaData } from 'dns-packet';
import { characterStrings } from '../route53/character-string.ts';
import { fieldsOf } from '../route53/values.ts';
import { wireName } from './wire-name.ts';

const octets = (text: string): Buffer => Buffer.from(text, 'latin1');

const stringsOf = (value: string): readonly string[] => {
  const result = characterStrings(value);
  return 'strings' in result ? result.strings : [];
};

const unquoted = (value: string): string => stringsOf(value).join('');

/**
 * One value of a record set as a DNS record; undefined for a type that this server does not answer, or a value that was
 * seeded malformed.
 */
export function toAnswer(name: string, type: string, ttl: number, value: string): Answer | undefined {
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = '', seventh = ''] = fieldsOf(value);
  const common = { name, ttl, class: 'IN' } as const;
  switch (type) {
    case 'A':
    case 'AAAA':
      return { ...common, type, data: value };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { ...common, type, data: wireName(value) };
    case 'TXT':
      return { ...common, type, data: stringsOf(value).map(octets) };
    case 'MX':
      return { ...common, type, data: { preference: Number(first), exchange: wireName(second) } };
    case 'SRV':
      return {
        ...common,
        type,
        data: { priority: Number(first), weight: Number(second), port: Number(third), target: wireName(fourth) },
      };
    case 'SOA':
      return {
        ...common,
        type,
        data: {
          mname: wireName(first),
          rname: wireName(second),
          serial: Number(third),
          refresh: Number(fourth),
          retry: Number(fifth),
          expire: Number(sixth),
          minimum: Number(seventh),
        },
      };
    case 'NAPTR':
      return {
        ...common,
        type,
        data: {
          order: Number(first),
          preference: Number(second),
          flags: unquoted(third),
          services: unquoted(fourth),
          regexp: unquoted(fifth),
          replacement: wireName(sixth),
        },
      };
    case 'CAA': {
      const tag = caaTags.find((known) => known === second);
      return tag && { ...common, type, data: { flags: Number(first), tag, value: unquoted(third) } };
    }
    default:
      return undefined;
  }
}

const caaTags: readonly CaaData['tag'][] = ['issue', 'issuewild', 'iodef'];

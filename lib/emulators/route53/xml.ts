import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { errorMessage } from '../../error-message.ts';
import { invalidInput } from './errors.ts';

const namespace = 'https://route53.amazonaws.com/doc/2013-04-01/';

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** One pass over the five named and the numeric references; the library's own decoder stops at 1,000 of them per document. */
const decodeReferences = (text: string): string =>
  text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-f]+));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal));
    },
  );

/** Elements that are list items: always an array, even when there is one. */
const items = new Set(['Change', 'ResourceRecord', 'ResourceId', 'Tag']);

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  tagValueProcessor: (_, value) => decodeReferences(value),
  isArray: (name, path) => items.has(name) || (name === 'Key' && String(path).endsWith('RemoveTagKeys.Key')),
});

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: false });

/** Drops the white space between elements, which the parser keeps so that values keep theirs. */
function withoutLayout(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutLayout);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== '#text')
      .map(([key, value]) => [key, withoutLayout(value)]),
  );
}

/** A parsed body: the name of its root element and what is in it. */
export interface Document {
  readonly root: string;
  readonly content: unknown;
}

/**
 * Parses a request body.
 * @throws Route53Error InvalidInput when it is not well-formed.
 */
export function parseXml(text: string): Document {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw invalidInput(`Invalid XML ; ${valid.err.msg}`);
  const entry = Object.entries(parsed(text)).find(([key]) => key !== '#text');
  return { root: entry?.[0] ?? '', content: withoutLayout(entry?.[1]) };
}

/** The validator lets through what the parser then refuses: a comment that does not end, after the root. */
function parsed(text: string): object {
  try {
    return parser.parse(text);
  } catch (error) {
    throw invalidInput(`Invalid XML ; ${errorMessage(error)}`);
  }
}

/** Renders an answer; absent members leave no element. */
export const renderXml = (root: string, content: object): string =>
  `<?xml version="1.0"?>\n${builder.build({ [root]: { '@xmlns': namespace, ...content } })}`;

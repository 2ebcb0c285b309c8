import { z } from 'zod';
import { type Config, ConfigError } from '../config/config.ts';
import { suggestion } from '../config/names.ts';
import { plannerName } from '../endpoint/dns-name.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import { sources } from '../sources/index.ts';

/** What somebody wants explained: the fate of a name, or of all that an object asks for. */
export type Question = { readonly name: string } | { readonly object: ObjectQuestion };

/** The object that a question is about. */
export interface ObjectQuestion {
  /** As the API spells it. */
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
  /** The sources that read this kind, enabled or not. */
  readonly sources: readonly string[];
}

/** A kind, then a slash; what else has a slash is a name (RFC 2317 has them). */
const objectForm = /^[a-z]+\//i;

/** What decides on the kinds that there are: the source unstructured reads any. */
export type KindSettings = Pick<Config, 'source'>;

/** Reads `api.example.com`, `Ingress/shop/web` or `Node/worker-1`. Throws ConfigError. */
export const parseQuestion = (text: string, settings: KindSettings): Question =>
  objectForm.test(text) ? { object: parseObject(text, settings) } : { name: parseName(text) };

/** A name of one label is a zone's at most, and then it can be written with a final dot. */
function parseName(text: string): string {
  if (text.includes('.') && /[^.]/.test(text)) return plannerName(text);
  throw new ConfigError([
    `${JSON.stringify(text)} is neither a DNS name nor an object; write api.example.com, or KIND/NAMESPACE/NAME such as Ingress/shop/web.`,
  ]);
}

const payloadSchema = z.union([
  z.strictObject({ name: z.string().min(1) }),
  z.strictObject({ object: z.string().min(1) }),
]);

/** Reads the payload of a manual invoke, `{ "name": ... }` or `{ "object": ... }`. Throws ConfigError. */
export function readQuestion(payload: unknown, settings: KindSettings): Question {
  const { data } = payloadSchema.safeParse(payload);
  if (data === undefined) {
    throw new ConfigError([
      'The payload must be {"name": "api.example.com"} or {"object": "Ingress/shop/web"}, and nothing beside it.',
    ]);
  }
  return 'name' in data ? { name: parseName(data.name) } : { object: parseObject(data.object, settings) };
}

/** As it is asked: `api.example.com`, `Ingress/shop/web`. */
export const questionText = (question: Question): string =>
  'name' in question ? question.name : referenceText(question.object);

const kinds = [...sources.values()].flatMap((source) =>
  source.kinds.map(({ kind, scope }) => ({ kind, scope, source: source.name })),
);

function parseObject(text: string, { source }: KindSettings): ObjectQuestion {
  const [written = '', ...place] = text.split('/');
  const known = kinds.filter(({ kind }) => kind.toLowerCase() === written.toLowerCase());
  const [first] = known;
  if (first === undefined && !source.includes('unstructured')) throw new ConfigError([unknownKind(written)]);
  const { kind, scope } = first ?? { kind: written, scope: place.length === 1 ? 'Cluster' : 'Namespaced' };
  const [name = '', ...others] = place.toReversed();
  const wanted = scope === 'Cluster' ? 1 : 2;
  if (place.length !== wanted || place.some(isNoName)) {
    const form = scope === 'Cluster' ? `${kind}/NAME` : `${kind}/NAMESPACE/NAME`;
    throw new ConfigError([`${JSON.stringify(text)} is no ${kind}; write ${form}.`]);
  }
  const [namespace] = others;
  const readers = first === undefined ? ['unstructured'] : known.map((each) => each.source);
  return { kind, name, ...(namespace !== undefined && { namespace }), sources: readers };
}

/** What would be a step in a path (Kubernetes pkg/api/validation/path). */
const isNoName = (part: string): boolean => /^\.{0,2}$/.test(part);

function unknownKind(written: string): string {
  const names = [...new Set(kinds.map(({ kind }) => kind))].sort();
  const hint = suggestion(written, names) || `; write KIND/NAMESPACE/NAME, KIND being one of ${names.join(', ')}.`;
  return `No source reads objects of the kind ${JSON.stringify(written)}${hint}`;
}

/** A parsed selector over labels or annotations. */
export interface Selector {
  /** As it was written. The API server takes it as `labelSelector`. */
  readonly text: string;
  /** The keys that it asks about, each once. */
  readonly keys: readonly string[];
  matches(map: Readonly<Record<string, string>>): boolean;
}

/** A selector that cannot be read. The message is a clause that quotes it: `the selector "a=" ...`. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
  readonly selector: string;

  constructor(selector: string, problem: string) {
    super(`the selector ${JSON.stringify(selector)} ${problem}`);
    this.selector = selector;
  }
}

type Requirement =
  | { readonly key: string; readonly operator: 'exists' | '!' }
  | { readonly key: string; readonly operator: '=' | '!=' | 'in' | 'notin'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: '>' | '<'; readonly bound: bigint };

/**
 * Reads the full label-selector grammar. Requirements are joined by commas, and all must hold.
 *
 *     written                 holds when
 *     key                     the key is there
 *     !key                    the key is absent
 *     key=v  key==v           the key has that value (an empty v counts)
 *     key in (v, w)           the key has one of the values
 *     key!=v  key notin (v)   the key is absent or has another value
 *     key>1  key<1            the key is there and its whole number is greater, smaller
 *
 * An empty text selects everything.
 * @throws SelectorError when the text breaks the grammar, or a key or value breaks the rules of labels.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export const parseLabelSelector = (text: string): Selector => selectorOf(text, readRequirements(text));

/**
 * Reads a selector meant for annotations (ExternalDNS `--annotation-filter`, `--gateway-label-filter`), which knows
 * neither `!=` nor `>` and `<`. Two different values asked of one key are refused: ExternalDNS keeps either of them,
 * and holding both can match nothing.
 * @throws SelectorError as parseLabelSelector does, and for the forms above.
 */
export function parseAnnotationSelector(text: string): Selector {
  const requirements = readRequirements(text);
  const equal = new Map<string, string>();
  for (const requirement of requirements) {
    const { key, operator } = requirement;
    if (operator === '!=')
      throw new SelectorError(text, `uses != on ${key}; annotations are selected with ${key} notin (...)`);
    if (operator === '>' || operator === '<') {
      throw new SelectorError(
        text,
        `uses ${operator} on ${key}; annotations are selected with =, ==, in, notin, key and !key`,
      );
    }
    if (operator !== '=') continue;
    const [value = ''] = requirement.values;
    if ((equal.get(key) ?? value) !== value) {
      throw new SelectorError(text, `asks for two values of ${key}; write ${key} in (...) to accept either`);
    }
    equal.set(key, value);
  }
  return selectorOf(text, requirements);
}

function selectorOf(text: string, requirements: readonly Requirement[]): Selector {
  return {
    text,
    keys: [...new Set(requirements.map(({ key }) => key))],
    matches: (map) => requirements.every((requirement) => holds(requirement, valueAt(map, requirement.key))),
  };
}

const valueAt = (map: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

function holds(requirement: Requirement, value: string | undefined): boolean {
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '=':
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !requirement.values.includes(value);
    case '>':
      return isWholeNumber(value) && BigInt(value) > requirement.bound;
    case '<':
      return isWholeNumber(value) && BigInt(value) < requirement.bound;
  }
}

const isWholeNumber = (value: string | undefined): value is string => value !== undefined && /^\d+$/.test(value);

const readRequirements = (text: string): readonly Requirement[] => new RequirementReader(text).readAll();

/** A reader of tokens: symbols, and words of everything else. Words are `in` and `notin` too, where a value may stand. */
class RequirementReader {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/==|!=|[=!()<>,]|[^\s=!()<>,]+/g) ?? [];
  }

  readAll(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    if (this.#tokens.length === 0) return requirements;
    do requirements.push(this.#requirement());
    while (this.#accept(','));
    const rest = this.#peek();
    if (rest !== undefined) throw this.#error(`has ${rest} where a comma or the end was expected`);
    return requirements;
  }

  #requirement(): Requirement {
    if (this.#accept('!')) return { key: this.#key(), operator: '!' };
    const key = this.#key();
    const operator = this.#peek();
    switch (operator) {
      case undefined:
      case ',':
        return { key, operator: 'exists' };
      case '=':
      case '==':
      case '!=':
        this.#next++;
        return { key, operator: operator === '!=' ? '!=' : '=', values: [this.#value()] };
      case 'in':
      case 'notin':
        this.#next++;
        return { key, operator, values: this.#values() };
      case '>':
      case '<':
        this.#next++;
        return { key, operator, bound: this.#bound() };
      default:
        throw this.#error(`has ${operator} after ${key} where one of =, ==, !=, in, notin, > and < was expected`);
    }
  }

  #key(): string {
    const key = this.#word();
    if (key === undefined) throw this.#error(`has ${this.#peek() ?? 'its end'} where a key was expected`);
    if (!isQualifiedName(key)) {
      throw this.#error(
        `has the key ${key}, which is not a valid label key: at most 63 letters, digits, -, _ and ., after an optional DNS name and /`,
      );
    }
    return key;
  }

  #values(): readonly string[] {
    if (!this.#accept('(')) throw this.#error(`has ${this.#peek() ?? 'its end'} where ( was expected`);
    const values: string[] = [];
    do values.push(this.#value());
    while (this.#accept(','));
    if (!this.#accept(')')) throw this.#error(`has ${this.#peek() ?? 'its end'} where ) was expected`);
    return values;
  }

  #value(): string {
    const value = this.#word() ?? '';
    if (!isLabelValue(value)) {
      throw this.#error(
        `has the value ${value}, which is not a valid label value: at most 63 letters, digits, -, _ and ., a letter or digit first and last`,
      );
    }
    return value;
  }

  #bound(): bigint {
    const value = this.#value();
    if (!isWholeNumber(value)) throw this.#error(`compares with ${value || 'nothing'}; > and < take a whole number`);
    return BigInt(value);
  }

  #word(): string | undefined {
    const token = this.#peek();
    if (token === undefined || /^[=!()<>,]/.test(token)) return undefined;
    this.#next++;
    return token;
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next++;
    return true;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #error(problem: string): SelectorError {
    return new SelectorError(this.#text, problem);
  }
}

const labelName = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const dnsSubdomain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const isLabelValue = (value: string): boolean => value === '' || labelName.test(value);

function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  return labelName.test(key.slice(slash + 1)) && (slash < 0 || dnsSubdomain.test(key.slice(0, slash)));
}

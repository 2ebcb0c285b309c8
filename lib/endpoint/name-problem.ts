import { isIP } from 'node:net';
import type { Cause } from './cause.ts';
import { plannerName } from './dns-name.ts';

/** What is wrong with a text, and what to do about it: clauses without final punctuation. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
}

/** Octets of a name in text form (RFC 1035 section 2.3.4). */
export const maxName = 253;

/** Octets of one of its labels (there). */
export const maxLabel = 63;

/** Letters of a text that people are shown: more than the longest name has. */
const longestShown = 300;

/** No text of more letters is a name, in whatever form (RFC 1035 section 2.3.4): it need not be looked at in detail. */
const longestExamined = 4000;

/**
 * A text as it is shown. An annotation may hold 256 KiB, and one target of that length, repeated for each of a thousand
 * names, would fill the memory.
 */
export const shortText = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;

/**
 * Why no record may have this name, as the cause of a refusal; undefined when one may. Upstream checks the length of
 * labels alone and publishes the rest; lengths count the ASCII form, which is what DNS stores.
 */
export function nameCause(dnsName: string): Cause | undefined {
  const subject = `the name ${JSON.stringify(shortText(dnsName))}`;
  const found =
    dnsName === ''
      ? emptyName
      : (nameProblem(dnsName, subject) ?? escapeProblem(dnsName, subject) ?? separatorProblem(dnsName, subject));
  return found === undefined ? undefined : { code: 'InvalidName', ...found };
}

/**
 * DNS servers read a backslash as an escape (RFC 1035 section 5.1): published as it is, `\052.example.org` would be the
 * wildcard, and `a.inter\156al.example.org` a name that filters have not seen.
 */
const escapeProblem = (name: string, subject: string): Problem | undefined =>
  name.includes('\\')
    ? { problem: `${subject} holds a backslash`, fix: 'write the character that is meant' }
    : undefined;

/** DNS would store them (RFC 2181 section 11), but no name that people mean has them: it was a URL, a list, or a quote. */
function separatorProblem(name: string, subject: string): Problem | undefined {
  const separator = /[/:;"'`]/.exec(name)?.[0];
  if (separator === undefined) return undefined;
  return {
    problem: `${subject} holds the character ${separator}`,
    fix: 'write the name alone, without scheme, port, path or quotes, and separate several with commas',
  };
}

const emptyName: Problem = { problem: 'the name is empty', fix: 'write a name, or remove the empty entry' };

/** Why this target of an address or host record cannot be published, as the cause of a refusal. */
export function targetCause(target: string): Cause | undefined {
  const subject = `the target ${JSON.stringify(shortText(target))}`;
  const found =
    target === ''
      ? { problem: 'a target is empty', fix: 'write a target, or remove the empty entry' }
      : (nameProblem(target, subject) ?? (isIP(target) === 0 ? separatorProblem(target, subject) : undefined));
  return found === undefined ? undefined : { code: 'InvalidTarget', ...found };
}

/** What keeps a text from being a DNS name. `subject` says which one: `the name "a..b"`. */
function nameProblem(name: string, subject: string): Problem | undefined {
  if (name.length > longestExamined)
    return { problem: `${subject} is longer than ${maxName} octets`, fix: 'shorten it' };
  return unresolvedProblem(name, subject) ?? characterProblem(name, subject) ?? lengthProblem(name, subject);
}

/** `${VAR}` and `$(VAR)` are what a manifest holds when nobody substituted its variables. */
export function unresolvedProblem(text: string, subject: string): Problem | undefined {
  const variable = /\$(?:\{[^}]*\}?|\([^)]*\)?)/.exec(text)?.[0];
  if (variable === undefined) return undefined;
  return {
    problem: `${subject} holds the unresolved variable ${variable}`,
    fix: 'substitute it before the manifest is applied',
  };
}

function characterProblem(name: string, subject: string): Problem | undefined {
  if (!/[\s\p{Cc}\p{Zs}]/u.test(name)) return undefined;
  return {
    problem: `${subject} holds white space or a control character`,
    fix: 'remove it, or separate several with commas',
  };
}

function lengthProblem(name: string, subject: string): Problem | undefined {
  const ascii = plannerName(name);
  const labels = ascii.split('.');
  if (/\P{ASCII}/u.test(ascii))
    return { problem: `${subject} has no form in ASCII (IDNA)`, fix: 'correct its letters' };
  if (labels.includes('') || name.endsWith('.'))
    return { problem: `${subject} holds an empty label`, fix: 'remove the stray dot' };
  const long = labels.find((label) => Buffer.byteLength(label) > maxLabel);
  if (long !== undefined)
    return {
      problem: `${subject} holds a label of more than ${maxLabel} octets: ${shortText(long)}`,
      fix: 'shorten it',
    };
  return Buffer.byteLength(ascii) > maxName
    ? { problem: `${subject} is longer than ${maxName} octets`, fix: 'shorten it' }
    : undefined;
}

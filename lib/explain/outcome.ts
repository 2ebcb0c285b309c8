import { referenceText } from '../endpoint/endpoint.ts';
import { type Asker, isLeftOut } from './askers.ts';
import type { View } from './look.ts';
import { type Question, questionText } from './question.ts';
import type { Decision, Outcome, Trail, TrailEvent } from './trail.ts';

/** What the end of a trail is told from. */
export interface Found
  extends Pick<Trail, 'sources' | 'records' | 'decisions' | 'events'>,
    Pick<View, 'askers' | 'presence'> {
  readonly question: Question;
}

/** The one thing that whoever asked has to know: of several decisions the worst. */
export function outcomeOf(found: Found): Outcome {
  const own = concerning(found);
  const [worst] = own.toSorted((left, right) => severity(right) - severity(left));
  const leftOut = found.askers.filter(isLeftOut);
  if (leftOut.length > 0 && leftOut.length === found.askers.length) return filteredOut(found, leftOut, worst);
  if (worst === undefined) return nothingDecided(found);
  return decided(worst, own.length, found.events);
}

/** Of an object's names, what concerns the object itself. */
function concerning({ question, decisions }: Found): readonly Decision[] {
  if ('name' in question) return decisions;
  const own = decisions.filter(({ refs }) => refs.includes(referenceText(question.object)));
  return own.length > 0 ? own : decisions;
}

function severity({ problem, action, cause }: Decision): number {
  if (problem) return 3;
  if (action !== 'None') return 1;
  return cause === 'UpToDate' ? 0 : 2;
}

function decided(decision: Decision, count: number, events: readonly TrailEvent[]): Outcome {
  const { action, cause, problem, refs } = decision;
  const latest = events.find(({ object }) => refs.includes(object));
  const others = count > 1 ? ` (One of ${count} decisions.)` : '';
  const message = `${decision.message}${others}`;
  if (action === 'None' || cause !== undefined) return { code: cause ?? 'UpToDate', message, problem };
  if (latest?.type !== 'Warning') return { code: action, message, problem };
  return { code: 'Failed', message: `${message} The last run told ${latest.object}: ${latest.message}`, problem: true };
}

function filteredOut({ question }: Found, leftOut: readonly Asker[], decision: Decision | undefined): Outcome {
  const told = leftOut.map(({ ref, verdicts }) => {
    const by = verdicts.filter(({ passes }) => !passes).map(({ filter }) => filter);
    return `${referenceText(ref)} is left out by ${by.join(' and ')}`;
  });
  const subject = 'name' in question ? `Nothing that this instance serves asks for ${quoted(question.name)}: ` : '';
  return {
    code: 'FilteredOut',
    message: [`${subject}${told.join('; ')}.`, ...(decision ? [decision.message] : [])].join(' '),
    problem: decision?.problem ?? false,
  };
}

function nothingDecided(found: Found): Outcome {
  const { question, sources } = found;
  const failed = sources.filter(({ state }) => state === 'failed');
  if (found.presence === 'nobody reads it' && 'object' in question)
    return notEnabled(question.object.sources, question.object.kind);
  if (failed.length > 0) {
    const problems = failed.map(({ name, error }) => `the source ${name} could not be read: ${error}`);
    const message = `Who asks for ${questionText(question)} is not known, because ${problems.join('; ')}.`;
    return { code: 'SourceUnavailable', message, problem: true };
  }
  if ('name' in question) return { code: 'NotAsked', message: notAsked(question.name, found), problem: false };
  const object = referenceText(question.object);
  return found.presence === 'present'
    ? { code: 'AsksForNothing', message: `${object} asks for no name.`, problem: false }
    : { code: 'NoSuchObject', message: `There is no ${object} in the cluster.`, problem: false };
}

const notEnabled = (readers: readonly string[], kind: string): Outcome => ({
  code: 'SourceNotEnabled',
  message: `This instance does not read ${kind} objects: add --source=${readers.join(' or --source=')}.`,
  problem: false,
});

function notAsked(name: string, { records }: Found): string {
  const held = records.filter(({ role }) => role === 'record');
  if (held.length === 0) return `No object asks for ${quoted(name)}, and DNS holds no record of that name.`;
  const owned = held.map(
    ({ recordType, zone, owners }) =>
      `${recordType} in zone ${zone} (${owners.length === 0 ? 'without an owner' : `owner ${owners.map(quoted).join(', ')}`})`,
  );
  return `No object of this cluster asks for ${quoted(name)}; DNS holds records of others there: ${owned.join(', ')}.`;
}

const quoted = (text: string): string => JSON.stringify(text);

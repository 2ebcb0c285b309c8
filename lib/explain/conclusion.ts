import { foldRefusals } from '../cluster/fold-refusals.ts';
import { referenceText, type Zone } from '../endpoint/endpoint.ts';
import { capitalised, sentence } from '../events/note.ts';
import { partlyIgnored } from '../events/remarks.ts';
import { type Asker, isLeftOut } from './askers.ts';
import type { View } from './look.ts';
import { type Question, questionText } from './question.ts';
import type { Conclusion, Decision, Trail } from './trail.ts';

/** What the end of a trail is told from. */
export interface Found
  extends Pick<Trail, 'sources' | 'records' | 'decisions' | 'events'>,
    Pick<View, 'askers' | 'presence'> {
  readonly question: Question;
  /** All that this instance serves. */
  readonly zones: readonly Zone[];
  /** Clauses on what of the object's wishes is not used. */
  readonly warnings: readonly string[];
}

/** The one thing that whoever asked has to know: of several decisions the worst. */
export function conclusionOf(found: Found): Conclusion {
  const own = concerning(found);
  const [worst] = own.toSorted((left, right) => severity(right) - severity(left));
  const leftOut = found.askers.filter(isLeftOut);
  if (leftOut.length > 0 && leftOut.length === found.askers.length) return filteredOut(found, leftOut, worst);
  if (worst === undefined) return nothingDecided(found);
  return decided(worst, own.length, found);
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

function decided(decision: Decision, count: number, { events, zones }: Found): Conclusion {
  const { action, cause, problem, refs } = decision;
  // A remark on the object says nothing of its records.
  const latest = events.find((event) => refs.includes(event.object) && event.cause !== partlyIgnored.cause);
  const others = count > 1 ? ` (One of ${count} decisions.)` : '';
  const served = cause === 'NoMatchingZone' ? ` ${zonesText(zones)}` : '';
  const message = `${decision.message}${served}${others}`;
  if (action === 'None' || cause !== undefined) return { code: cause ?? 'UpToDate', message, problem };
  if (latest?.type !== 'Warning') return { code: action, message, problem };
  return { code: 'Failed', message: `${message} The last run told ${latest.object}: ${latest.message}`, problem: true };
}

function filteredOut({ question }: Found, leftOut: readonly Asker[], decision: Decision | undefined): Conclusion {
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

function nothingDecided(found: Found): Conclusion {
  const { question, sources } = found;
  const failed = sources.filter(({ state }) => state === 'failed');
  if (found.presence === 'nobody reads it' && 'object' in question)
    return notEnabled(question.object.sources, question.object.kind);
  if (failed.length > 0) {
    const problems = foldRefusals(failed.flatMap(({ error }) => error ?? []));
    const names = failed.map(({ name }) => name).join(', ');
    const subject = failed.length === 1 ? `the source ${names}` : `the sources ${names}`;
    const message = `Who asks for ${questionText(question)} is not known, because ${subject} could not be read: ${problems.join('; ')}.`;
    return { code: 'SourceUnavailable', message, problem: true };
  }
  if ('name' in question) return { code: 'NotAsked', message: notAsked(question.name, found), problem: false };
  const object = referenceText(question.object);
  return found.presence === 'present'
    ? asksForNothing(object, found)
    : { code: 'NoSuchObject', message: `There is no ${object} in the cluster.`, problem: true };
}

/** A hostname under a mistyped key asks for nothing, and that is then why. */
const asksForNothing = (object: string, { warnings }: Found): Conclusion => ({
  code: 'AsksForNothing',
  message: [`${object} asks for no name.`, ...warnings.map((each) => capitalised(sentence(each)))].join(' '),
  problem: warnings.length > 0,
});

/** Zones that are told by name. */
const zonesShown = 10;

/** A public and a private zone may have one name. */
function zonesText(zones: readonly Zone[]): string {
  const names = [...new Set(zones.map(({ name }) => name))].sort();
  if (names.length === 0) return 'This instance sees no hosted zone at all.';
  const more = names.length > zonesShown ? ` and ${names.length - zonesShown} more` : '';
  return `It serves the ${names.length === 1 ? 'zone' : 'zones'} ${names.slice(0, zonesShown).join(', ')}${more}.`;
}

const notEnabled = (readers: readonly string[], kind: string): Conclusion => ({
  code: 'SourceNotEnabled',
  message: `This instance does not read ${kind} objects: add --source=${readers.join(' or --source=')}.`,
  problem: false,
});

function notAsked(name: string, { records }: Found): string {
  const held = records.filter(({ role }) => role === 'record');
  if (held.length === 0) {
    const rows = records.filter(({ role }) => role === 'orphan').map(({ dnsName }) => dnsName);
    const left = rows.length === 0 ? '' : ` Ownership rows are left over: ${rows.join(', ')} (--remove-orphaned-rows).`;
    return `No object asks for ${quoted(name)}, and DNS holds no record of that name.${left}`;
  }
  const owned = held.map(
    ({ recordType, zone, owners }) =>
      `${recordType} in zone ${zone} (${owners.length === 0 ? 'without an owner' : `owner ${owners.map(quoted).join(', ')}`})`,
  );
  return `No object of this cluster asks for ${quoted(name)}; DNS holds records of others there: ${owned.join(', ')}.`;
}

const quoted = (text: string): string => JSON.stringify(text);

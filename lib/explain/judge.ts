import { lastScopeOf } from '../cluster/lease.ts';
import type { CauseCode } from '../endpoint/cause.ts';
import { plannerName } from '../endpoint/dns-name.ts';
import type { NameRequest } from '../endpoint/endpoint.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import { errorMessage } from '../error-message.ts';
import { type Change, isWrite } from '../plan/change.ts';
import type { ProviderReading } from '../providers/provider.ts';
import { ProviderError } from '../providers/provider.ts';
import { decide, type Grounds } from '../run/decide.ts';
import { desire } from '../run/desire.ts';
import type { Run } from '../run/run.ts';
import { leasePlaceOf, type RegisteredIdentity } from '../run/run-identity.ts';
import { parseScope, type Scope } from '../run/scope.ts';
import { withoutDns } from '../run/without-dns.ts';
import { referenceFromLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import { isObject, type View } from './look.ts';
import type { ObjectQuestion } from './question.ts';
import { readNames } from './read-names.ts';

/** What a run would decide about some names, and on what grounds. */
export interface Judgement {
  /** Absent where the provider could not be used. */
  readonly dns?: ProviderReading;
  readonly readings: readonly SourceReading[];
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
}

/**
 * Reads no more than the answer depends on:
 *
 *     the decision is                            read besides
 *     the object's own, whoever else asks        nothing
 *     a write, or a competition with others      every enabled source, for who else asks
 *     a deletion                                 every zone as well, for the guards count deletions
 */
export async function judgeEnough(
  run: Run,
  identity: RegisteredIdentity,
  view: View,
  names: readonly string[],
): Promise<Judgement> {
  const { focus } = view;
  const judgeOn = (readings: readonly SourceReading[]) => judge(run, identity, readings, names);
  const first = await judgeOn(view.readings);
  const isEnough = focus === undefined || isOwnAffair(identity, focus, first);
  const seen = isEnough ? first : await judgeOn(await view.readAll());
  return seen.changes.some(isDeletion)
    ? judgeWhole(run, identity, { ...seen, readings: await view.readAll() }, names)
    : seen;
}

const isDeletion = (change: Change): boolean =>
  change.action === 'Delete' || (change.action === 'None' && change.cause.code === 'DeletionsHeld');

/** Causes that hold for the object whoever else asks. */
const ownAffairs: ReadonlySet<CauseCode> = new Set([
  'UpToDate',
  'InvalidObject',
  'InvalidName',
  'InvalidTarget',
  'NotAccepted',
  'NoTargets',
  'OwnerConflict',
  'OwnershipNotStorable',
  'RegistryAmbiguous',
  'NoMatchingZone',
  'ZoneUnavailable',
  'DomainFiltered',
  'TypeNotManaged',
]);

/** A record that was written for another object, too, is a competition. */
const isOwnAffair = (
  { owner, registry }: RegisteredIdentity,
  focus: ObjectQuestion,
  { dns, changes, readings }: Judgement,
): boolean =>
  changes.every((change) => change.action === 'None' && ownAffairs.has(change.cause.code)) &&
  registry
    .read(dns?.records ?? [])
    .records.filter(among(changes.map(({ endpoint }) => plannerName(endpoint.dnsName))))
    .every(({ labels, ownership }) => {
      const ref = referenceFromLabel(labels['resource'] ?? '', undefined, writersFound(readings));
      return ref === undefined || ownership.state !== 'owned' || ownership.owner !== owner || isObject(ref, focus);
    });

/** Plans and guards these names as a run does, on what DNS holds at them alone. Makes no change. */
async function judge(
  run: Run,
  identity: RegisteredIdentity,
  readings: readonly SourceReading[],
  names: readonly string[],
): Promise<Judgement> {
  const desired = keep(desire(run, readings), names);
  try {
    const dns = await readNames(run, identity, desired, names);
    return { dns, readings, ...(await plannedFor(run, identity, { dns, readings, desired }, names)) };
  } catch (error) {
    return withoutProvider(error, readings, desired);
  }
}

function withoutProvider(error: unknown, readings: readonly SourceReading[], desired: Prepared): Judgement {
  if (!(error instanceof ProviderError)) throw error;
  return { readings, changes: withoutDns(desired, error).changes, notes: [] };
}

/** The same on everything that a run reads: whether a deletion is held depends on all the others. */
async function judgeWhole(
  run: Run,
  identity: RegisteredIdentity,
  seen: Judgement,
  names: readonly string[],
): Promise<Judgement> {
  const { readings } = seen;
  const desired = desire(run, readings);
  try {
    const dns = await run.provider.records(run.signal);
    return { ...seen, ...(await plannedFor(run, identity, { dns, readings, desired }, names)) };
  } catch (error) {
    return withoutProvider(error, readings, keep(desired, names));
  }
}

/** The scope of the last run can only withhold writes, so it is not asked for where there are none. */
async function plannedFor(
  run: Run,
  identity: RegisteredIdentity,
  grounds: Grounds,
  names: readonly string[],
): Promise<Pick<Judgement, 'changes' | 'notes'>> {
  const { guarded } = decide(run, identity, grounds);
  const changes = about(guarded(undefined).changes, names);
  if (!changes.some(isWrite)) return { changes, notes: [] };
  const { scope, notes } = await lastScope(run, identity);
  return { changes: about(guarded(scope).changes, names), notes };
}

const among = (names: readonly string[]): ((request: NameRequest) => boolean) => {
  const wanted = new Set(names);
  return ({ dnsName }) => wanted.has(plannerName(dnsName));
};

const about = (changes: readonly Change[], names: readonly string[]): readonly Change[] => {
  const isAsked = among(names);
  return changes.filter(({ endpoint }) => isAsked(endpoint));
};

/** An object that is too malformed to tell its names may ask for these. */
const keep = ({ endpoints, refusals }: Prepared, names: readonly string[]): Prepared => ({
  endpoints: endpoints.filter(among(names)),
  refusals: refusals.filter(among([...names, ''])),
});

/** What the last writing run looked at; it may withhold what lies outside of the scope of the next. */
async function lastScope(
  run: Run,
  { owner }: RegisteredIdentity,
): Promise<{ readonly scope: Scope | undefined; readonly notes: readonly string[] }> {
  try {
    return { scope: parseScope(await lastScopeOf(leasePlaceOf(run, owner), run.signal)), notes: [] };
  } catch (error) {
    const problem = errorMessage(error);
    return {
      scope: undefined,
      notes: [`Whether the settings became narrower since the last run is not known: ${problem}.`],
    };
  }
}

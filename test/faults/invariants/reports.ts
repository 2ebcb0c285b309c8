import { ConfigError } from '../../../lib/config/config.ts';
import { plannerName, withoutTrailingDot } from '../../../lib/endpoint/dns-name.ts';
import type { ReportResult } from '../../../lib/report/report.ts';
import { RunError } from '../../../lib/run/run-error.ts';
import { type HeldSet, heldText, ours } from '../snapshot.ts';
import type { RunOutcome, StepRecord } from '../step-record.ts';
import type { SeenReport, Sight } from './sight.ts';

/** A run that cannot be made says so by RunError, or by what stopped it. */
export function untypedError({ error, stopped }: RunOutcome): readonly string[] {
  if (error === undefined || error instanceof RunError || error instanceof ConfigError || error === stopped) return [];
  return [`a run threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
}

/** A result that was skipped tells why, and none is left out. */
export function unfit(report: SeenReport): readonly string[] {
  return [
    ...(report.omitted > 0 ? [`the report left out ${report.omitted} results`] : []),
    ...report.results
      .filter(
        ({ status, cause, message }) =>
          status === 'Skip' && (cause === undefined || (cause !== 'UpToDate' && !message)),
      )
      .map((each) => `a result tells no cause: ${resultText(each)}`),
  ];
}

/** Every record of ours is up to date, was just written, or stays for a reason that a result tells. */
export function unexplained({ strangers }: Sight, { after }: StepRecord, report: SeenReport): readonly string[] {
  const told = new Set(report.results.map(keyOfResult));
  return ours(after, strangers)
    .records.filter((each) => !told.has(keyOfSet(each)))
    .map((each) => `nothing explains the record ${heldText(each)}`);
}

const keyOfSet = ({ zoneId, name, type, setIdentifier }: HeldSet): string =>
  [zoneId, name, type, setIdentifier ?? ''].join(' ');

const keyOfResult = ({ zoneId, dnsName, recordType, setIdentifier }: ReportResult): string =>
  [zoneId, dnsName, recordType, setIdentifier ?? ''].join(' ');

/** What a report says was done must be so. */
export function falseClaims({ strangers }: Sight, { after, outcomes, chaos }: StepRecord): readonly string[] {
  const held = new Map(ours(after, strangers).records.map((each) => [keyOfSet(each), each] as const));
  const results = outcomes.flatMap(({ report }) => report?.results ?? []);
  return results.flatMap((result) => {
    const set = held.get(keyOfResult(result));
    const isGone = result.status === 'Success' && result.action === 'Delete';
    const isThere = (result.status === 'Success' && !isGone) || result.cause === 'UpToDate';
    const wrong = (isGone && set !== undefined) || (isThere && (set === undefined || !holds(set, result)));
    return wrong
      ? [`the report is not true (seed ${chaos.seed}): ${resultText(result)}; there is ${set && heldText(set)}`]
      : [];
  });
}

const holds = ({ type, values, alias }: HeldSet, { targets }: ReportResult): boolean => {
  if (alias !== undefined || (type !== 'A' && type !== 'CNAME')) return true;
  const spelled = (list: readonly string[]) => list.map(comparable).sort().join();
  return spelled(values) === spelled(targets);
};

/** A result in a sentence. */
export const resultText = ({
  status,
  action,
  cause,
  recordType = '',
  dnsName,
  zoneId = '',
  message = '',
}: ReportResult): string =>
  `${action} ${cause ?? status} ${recordType} ${JSON.stringify(dnsName)} ${zoneId} (${message})`;

/** A name in the spelling by which names are compared, however an object or a zone wrote it. */
export const comparable = (name: string): string => plannerName(withoutTrailingDot(name));

import type { Snapshot } from '../snapshot.ts';
import type { StepRecord } from '../step-record.ts';
import { resultText, unexplained } from './reports.ts';
import { refusedRequests } from './requests.ts';
import type { Sight } from './sight.ts';

/** What two undisturbed runs, one after the other, broke. */
export function restlessness(arena: Sight, first: StepRecord, second: StepRecord): readonly string[] {
  const [report] = second.outcomes.map((each) => each.report);
  if (report === undefined) return [`an undisturbed run failed: ${String(second.outcomes[0]?.error)}`];
  const changed = report.results.filter(({ action, status }) => action !== 'None' && status === 'Success');
  const passing = report.results.filter(({ cause }) => passingCauses.has(cause ?? 'UpToDate'));
  const news = report.events.emitted + report.events.repeated + report.events.failed;
  return [
    ...changed.map((each) => `the second undisturbed run still changed something: ${resultText(each)}`),
    ...passing.map((each) => `an undisturbed run was disturbed: ${resultText(each)}`),
    ...(textsOf(first.after).join() === textsOf(second.after).join()
      ? []
      : ['the second undisturbed run left other records']),
    ...(news === 0 ? [] : [`the second undisturbed run told ${news} news: ${JSON.stringify(report.events)}`]),
    ...unexplained(arena, second, report),
    ...refusedRequests(arena),
  ];
}

const passingCauses: ReadonlySet<string> = new Set(['Deferred', 'SourceUnavailable', 'ZoneUnavailable']);

const textsOf = (snapshot: Snapshot): readonly string[] => snapshot.map(({ text }) => text);

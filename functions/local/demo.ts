import { readCliOptions } from '../../lib/config/parse.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';
import { type Act, closingText, openingText, runText } from './demo-text.ts';
import { askDns } from './dns-answers.ts';
import { functionEnvironment, loadFunction } from './embedded-function.ts';
import { unmetExpectations } from './expectations.ts';
import { type Platform, startPlatform } from './platform.ts';
import { readEvents, readRecords } from './read-back.ts';

/** `npm start`: the function over the examples, on the embedded cluster and Route 53, and what came of it. */
export async function demo(argv: readonly string[]): Promise<number> {
  const { output } = readCliOptions(argv);
  const flags = functionEnvironment(argv);
  const platform = await startPlatform();
  try {
    const invoke = await loadFunction({ ...platform.environment, ...flags });
    const print = (text: string): void => {
      if (output === 'text') process.stdout.write(text);
    };
    print(openingText(platform));
    const acts = await play(platform, invoke, print);
    const records = await readRecords(platform.route53.url);
    const events = acts.at(-1)?.events ?? [];
    const runs = acts.map(({ report }) => report);
    if (output === 'json') process.stdout.write(`${JSON.stringify({ runs, records, events }, undefined, 2)}\n`);
    return conclude(unmetExpectations(acts, argv), print);
  } finally {
    await platform.stop();
  }
}

/** The three runs: all is new, the cluster changed, nothing changed. */
async function play(
  platform: Platform,
  invoke: () => Promise<Report>,
  print: (text: string) => void,
): Promise<readonly Act[]> {
  const acts: Act[] = [];
  const run = async (title: string): Promise<void> => {
    const act = await perform(platform, title, await invoke(), acts.at(-1));
    acts.push(act);
    print(runText(act, acts.length));
  };
  await run('The cluster as it is');
  platform.change();
  await run('The status page was deleted, and the API got another address');
  await run('Nothing changed');
  return acts;
}

async function perform(
  { dnsPort, kubeconfig }: Platform,
  title: string,
  report: Report,
  before: Act | undefined,
): Promise<Act> {
  const events = await readEvents(kubeconfig);
  const known = new Set(before?.events.map(({ metadata }) => metadata.uid));
  const told = newResults(report, before?.report);
  const answers = await Promise.all(
    questionsOf(told).map(({ dnsName, recordType }) => askDns(dnsPort, dnsName, recordType)),
  );
  return { title, report, told, events, news: events.filter(({ metadata }) => !known.has(metadata.uid)), answers };
}

/** What was written, then what is withheld and was not, or for another reason, in the run before. */
function newResults({ results }: Report, before: Report | undefined): readonly ReportResult[] {
  const standing = new Set(before?.results.map(identity));
  const news = results.filter((result) => !standing.has(identity(result)));
  return [...news.filter(({ status }) => status === 'Success'), ...news.filter(({ status }) => status !== 'Success')];
}

const identity = ({ dnsName, recordType, status, action, message, refs }: ReportResult): string =>
  JSON.stringify([dnsName, recordType, status, action, message, refs]);

/** Each name and type that there is an outcome for, once. */
function questionsOf(results: readonly ReportResult[]) {
  const questions = results.flatMap(({ dnsName, recordType, cause }) =>
    cause === 'InvalidName' || !isAskable(recordType) ? [] : [{ dnsName, recordType }],
  );
  return [...new Map(questions.map((each) => [`${each.dnsName} ${each.recordType}`, each] as const)).values()];
}

const askable = ['A', 'AAAA', 'CNAME', 'TXT'] as const;

const isAskable = (type: string | undefined): type is (typeof askable)[number] => askable.some((each) => each === type);

function conclude(unmet: readonly string[], print: (text: string) => void): 0 | 1 {
  print(closingText(unmet));
  for (const sentence of unmet) process.stderr.write(`${sentence}\n`);
  return unmet.length === 0 ? 0 : 1;
}

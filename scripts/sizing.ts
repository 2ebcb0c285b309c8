import Table from 'cli-table3';
import { readArguments } from './read-arguments.ts';
import { type Estimate, estimate, type Workload } from './sizing/estimate.ts';
import { bottleneck, cellsOf, documented, headings } from './sizing/table.ts';

const help = `npm run sizing: requests, seconds and cost per month.

  --clusters=N       how many (default: the table of docs/scale.md)
  --records=N        in each of them (default: 100)
  --every=SECONDS    between two runs of a cluster (default: 60)
  --fan-out=KIND     schedules or fleet (default: schedules)
  --seconds=S        what a run takes besides waiting for Route 53 (default: as measured)
  --output=json      one JSON document
`;

const { values } = readArguments(help, {
  options: {
    clusters: { type: 'string' },
    records: { type: 'string', default: '100' },
    every: { type: 'string', default: '60' },
    'fan-out': { type: 'string', default: 'schedules' },
    seconds: { type: 'string' },
    output: { type: 'string', default: 'text' },
  },
});

/** Throws RangeError for what is no number over 0. */
function number(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new RangeError(`--${name} is ${JSON.stringify(text)}; it must be a number over 0.`);
}

function workloads(): readonly Workload[] {
  const { clusters, records, every, seconds, 'fan-out': fanOut } = values;
  if (clusters === undefined) return documented;
  if (fanOut !== 'schedules' && fanOut !== 'fleet')
    throw new RangeError(`--fan-out is ${JSON.stringify(fanOut)}; it must be schedules or fleet.`);
  return [
    {
      clusters: number('clusters', clusters),
      records: number('records', records),
      interval: number('every', every),
      fanOut,
      ...(seconds !== undefined && { seconds: number('seconds', seconds) }),
    },
  ];
}

function print(): void {
  const estimates = workloads().map(estimate);
  if (values.output === 'json') {
    const told = estimates.map((each) => ({ ...each, bottleneck: bottleneck(each) }));
    process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(`${tableText(estimates)}\n`);
  for (const each of estimates) {
    const sentence = bottleneck(each);
    if (sentence !== undefined)
      process.stdout.write(`\n${each.clusters} clusters of ${each.records} records: ${sentence}\n`);
  }
}

/** A line for each estimate, as wide as a terminal is; its headings go on in lines of their own. */
function tableText(estimates: readonly Estimate[]): string {
  const table = new Table({
    head: headings.map((heading) => heading.replaceAll(' ', '\n')),
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...estimates.map((each) => [...cellsOf(each)]));
  return table.toString();
}

try {
  print();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

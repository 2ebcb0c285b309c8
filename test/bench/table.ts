import Table from 'cli-table3';
import { type MeasureName, type Measures, measureNames } from './bench-case.ts';
import type { BenchResult } from './result.ts';

const titles: Readonly<Record<MeasureName, string>> = {
  wallMs: 'wall ms',
  cpuMs: 'CPU ms',
  peakMiB: 'peak MiB',
  kubernetes: 'Kubernetes',
  route53: 'Route 53',
  changes: 'changes',
  bytesRead: 'read KiB',
  events: 'events',
};

const head = ['case', 'size', '', ...measureNames.map((name) => titles[name])];

/** The results as people read them: for each case ours, the limit, the peer, and both ratios. */
export function tableOf(results: readonly BenchResult[]): string {
  const table = new Table({
    head,
    colAligns: ['left', 'right', 'left', ...measureNames.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const result of results) table.push(...rowsOf(result));
  return table.toString();
}

/** The same table, for docs/performance.md. */
export function markdownOf(results: readonly BenchResult[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const alignment = ['---', '---:', '---', ...measureNames.map(() => '---:')];
  return [head, alignment, ...results.flatMap(rowsOf)].map(line).join('\n');
}

function rowsOf(result: BenchResult): string[][] {
  const { ours, limits, toLimit, peer, toPeer, minimum } = result;
  const rows = [
    ['dns-herald', ours, shown],
    ['limit', limits, shown],
    ['÷ limit', toLimit, ratio],
    ...(peer ? ([['peer', peer, shown]] as const) : []),
    ...(toPeer ? ([['÷ peer', toPeer, ratio]] as const) : []),
  ] as const;
  const lines = rows.map(([what, measures, show], index) => [
    index === 0 ? result.case : '',
    index === 0 ? String(result.size) : '',
    what,
    ...measureNames.map((name) => show(name, measures)),
  ]);
  return minimum === undefined ? lines : [...lines, note(`minimum ${minimum}`)];
}

const note = (text: string): string[] => ['', '', text, ...measureNames.map(() => '')];

/** What went wrong, below the table. */
export const problemsOf = (results: readonly BenchResult[]): readonly string[] =>
  results.flatMap(({ case: name, size, rounds, peerProblems = [] }) =>
    peerProblems.length === 0
      ? []
      : [`${name} ${size}: the peer failed in ${peerProblems.length} of ${rounds} rounds; ${peerProblems[0]}`],
  );

function shown(name: MeasureName, { [name]: value }: Measures): string {
  if (value === undefined) return '';
  return Math.round(name === 'bytesRead' ? value / 1024 : value).toString();
}

const ratio = (name: MeasureName, { [name]: value }: Measures): string => value?.toFixed(2) ?? '';

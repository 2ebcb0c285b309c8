import { benchCases } from './cases/index.ts';
import { thisMachine } from './machine.ts';
import { measureCase } from './measure-case.ts';
import { type BenchOptions, readOptions } from './options.ts';
import type { BenchResult } from './result.ts';
import { setStage } from './stage.ts';
import { markdownOf, problemsOf, tableOf } from './table.ts';

/**
 * `npm run bench`: measures each case at each size, and prints a table (`--output=markdown` for a document), or with
 * `--output=json` all figures. Where `EXTERNAL_DNS_BIN` is the path of a binary that takes ExternalDNS's flags, it is
 * measured in turn with ours.
 */
const { only, size: given, rounds, output, peer } = optionsGiven();
const results: BenchResult[] = [];
await using stage = await setStage(peer);
for (const benchCase of benchCases) {
  if (only.length > 0 && !only.includes(benchCase.name)) continue;
  for (const size of given === undefined ? benchCase.sizes : [given]) {
    process.stderr.write(`${benchCase.name} ${size}: ${benchCase.summary}\n`);
    const result = await measureCase(benchCase, size, stage, rounds);
    results.push(result);
    process.stderr.write(`  ${progressOf(result)}\n`);
  }
}
const machine = thisMachine();
const { cores, cpu, node } = machine;
process.stdout.write(
  output === 'json'
    ? `${JSON.stringify({ machine, results })}\n`
    : [
        output === 'markdown' ? markdownOf(results) : tableOf(results),
        '',
        ...problemsOf(results),
        `${cores} cores (${cpu}), Node ${node}, medians of ${rounds}`,
        '',
      ].join('\n'),
);

function optionsGiven(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2), process.env['EXTERNAL_DNS_BIN']);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
}

/** A long run that is cut short has told this much. */
function progressOf({ ours, peer }: BenchResult): string {
  const sides = [['dns-herald', ours] as const, ...(peer ? [['the peer', peer] as const] : [])];
  return sides.map(([name, { wallMs = Number.NaN }]) => `${name} ${Math.round(wallMs)} ms`).join(', ');
}

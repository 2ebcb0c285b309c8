import { styleText } from 'node:util';
import type { Check, Examination } from '../../lib/doctor/check.ts';

/** One line for each check, the cluster first, and how many have failed. */
export function doctorText({ healthy, checks }: Examination): string {
  const failures = checks.filter(({ status }) => status === 'failed').length;
  const summary = healthy
    ? styleText('green', 'Everything that could be checked is as a run needs it.')
    : styleText('red', `${failures} of ${checks.length} checks failed.`);
  return `${checks.map(line).join('\n')}\n\n${summary}\n`;
}

const marks: Readonly<Record<Check['status'], string>> = {
  ok: styleText('green', 'ok'.padEnd(9)),
  failed: styleText('red', 'failed'.padEnd(9)),
  unchecked: styleText('yellow', 'unchecked'),
};

function line(check: Check): string {
  const fix = check.status === 'failed' ? ` To mend it: ${check.fix}.` : '';
  const detail = check.detail === '' ? '' : `: ${check.detail}${fix && '.'}${fix}`;
  return `${marks[check.status]}  ${check.side.padEnd(7)}  ${check.name}${detail}`;
}

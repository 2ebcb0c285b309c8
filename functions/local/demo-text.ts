import { isIP } from 'node:net';
import { styleText } from 'node:util';
import { referenceText } from '../../lib/endpoint/endpoint.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';
import type { DnsAnswer } from './dns-answers.ts';
import { type Platform, zoneNames } from './platform.ts';
import type { StoredEvent } from './read-back.ts';
import { effortColumns, effortRows, resultTable } from './report-text.ts';
import { textTable } from './text-table.ts';

/** One run of the demonstration, with what could be seen after it. */
export interface Act {
  readonly title: string;
  readonly report: Report;
  /** Results that the run before did not have; what was written comes first. */
  readonly told: readonly ReportResult[];
  /** Every event of the cluster. */
  readonly events: readonly StoredEvent[];
  /** Those that were not there before the run. */
  readonly news: readonly StoredEvent[];
  readonly answers: readonly DnsAnswer[];
}

/** What is about to happen. */
export function openingText({ objects, route53 }: Platform): string {
  return `
${styleText('bold', 'dns-herald')} on an embedded cluster and Route 53
${objects} objects from examples/, some of them wrong on purpose; hosted zones ${zoneNames(route53)}
`;
}

/** A run as a person wants to see it. What stands as it stood in the run before is not told again. */
export function runText({ title, report, told, news, answers }: Act, number: number): string {
  return [
    `\n${styleText('bold', `${number}  ${title}`)}\n`,
    ...section('What was asked, and what became of it', told.length > 0 ? [resultTable(told)] : []),
    ...standing(report.results.length - told.length),
    ...section('What DNS says now', answersText(answers, told)),
    ...section('What the owners read in their events', news.length > 0 ? [newsText(news)] : []),
    ...section('What it took', [textTable(effortRows(report), effortColumns)]),
  ].join('\n');
}

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${styleText('underline', heading)}\n`, ...lines, ''];

const standing = (count: number): readonly string[] =>
  count === 0
    ? []
    : [`  ${styleText('dim', `${count} outcomes are those of the run before; everything else is up to date.`)}\n`];

function answersText(answers: readonly DnsAnswer[], told: readonly ReportResult[]): readonly string[] {
  if (answers.length === 0) return [];
  const table = textTable(answers.map(answerRow), [30, 7, 7, 54]);
  return told.some(isAlias) ? [table, `\n  ${styleText('dim', aliasNote)}`] : [table];
}

/** Addresses that nobody finds in the table of what was asked. */
const aliasNote = 'An alias is answered with made-up addresses, which stand for those of its load balancer.';

const isAlias = ({ recordType, status, targets }: ReportResult): boolean =>
  status === 'Success' && (recordType === 'A' || recordType === 'AAAA') && targets.some((target) => isIP(target) === 0);

const answerRow = ({ name, type, ttl, values, code }: DnsAnswer): readonly string[] => [
  name,
  type,
  ttl === undefined ? '' : `${ttl} s`,
  values.length > 0 ? values.join(', ') : styleText('dim', silence(code)),
];

function silence(code: string): string {
  switch (code) {
    case 'NXDOMAIN':
      return 'no such name';
    case 'REFUSED':
      return 'no zone here holds the name';
    default:
      return code === 'NOERROR' ? 'nothing of this type' : code;
  }
}

function newsText(news: readonly StoredEvent[]): string {
  const rows = [...Map.groupBy(news, ({ involvedObject }) => referenceText(involvedObject))].flatMap(
    ([object, events]) => [
      styleText('bold', object),
      ...events.map(({ type, action, message }) => [
        `  ${styleText(type === 'Warning' ? 'yellow' : 'green', action)}`,
        message,
      ]),
    ],
  );
  return textTable(rows, [14, 84]);
}

/** Whether all went as meant. */
export const closingText = (unmet: readonly string[]): string =>
  unmet.length === 0
    ? `\n${styleText('green', 'It went as meant.')}
npm run local keeps both up for kubectl, aws and dig; npm run sync does the same on your own.\n\n`
    : `\n${styleText('red', 'It did not go as meant:')}\n`;

import { styleText } from 'node:util';
import { foldRefusals } from '../../lib/cluster/fold-refusals.ts';
import type { Report, ReportResult } from '../../lib/report/report.ts';
import { type TableRow, textTable } from './text-table.ts';

/** The report for a person: problems first, then what was done, zone by zone, then what it took. */
export function reportText(report: Report): string {
  const { results, dryRun } = report;
  const held = results.filter(({ approval }) => approval !== undefined);
  const problems = results.filter((result) => result.problem && !held.includes(result));
  const changes = results.filter(({ action, status }) => action !== 'None' && status !== 'Failed');
  const told = [...held, ...problems];
  const others = results.filter(
    (result) => result.action === 'None' && result.cause !== 'UpToDate' && !told.includes(result),
  );
  const blocks = [
    dryRun ? styleText('bold', 'Dry run: nothing was changed.') : '',
    block('Sources that could not be read', 'red', sourceErrors(report)),
    block('Problems', 'yellow', problems.map(problemText)),
    block('Held deletions', 'yellow', heldText(held.filter(({ cause }) => cause !== 'AdoptionHeld'))),
    block('Held adoptions', 'yellow', heldText(held.filter(({ cause }) => cause === 'AdoptionHeld'))),
    ...zonesText(report, changes),
    block('Skipped', 'dim', others.map(problemText)),
    block('Up to date', 'dim', upToDateText(results)),
    block('Warnings', 'yellow', report.warnings.map(wrapped)),
    summaryText(report),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

type Style = Parameters<typeof styleText>[0];

const block = (heading: string, style: Style, texts: readonly string[]): string =>
  texts.length === 0 ? '' : [styleText(style, heading), ...texts].join('\n');

const sourceErrors = ({ sources }: Report): readonly string[] =>
  foldRefusals(sources.flatMap(({ name, error }) => (error === undefined ? [] : [`${name}: ${error.trim()}`]))).map(
    wrapped,
  );

const wrapped = (text: string): string => textTable([[text]], [97]);

/** Who asked, and the sentence that says the cause and the fix. */
const problemText = ({ refs, cause, status, message, dnsName }: ReportResult): string =>
  textTable(
    [
      `${styleText('bold', refs.join(', ') || dnsName)}  ${styleText('dim', cause ?? status)}`,
      ['', message ?? `Nothing became of "${dnsName}".`],
    ],
    [2, 95],
  );

/** One sentence for all: they share the limit and the checksum that approves them. */
const heldText = (held: readonly ReportResult[]): readonly string[] =>
  held.length === 0 ? [] : [resultTable(held), wrapped(held[0]?.message ?? '')];

/** Only a verbose run lists them. */
function upToDateText(results: readonly ReportResult[]): readonly string[] {
  const own = results.filter(({ cause }) => cause === 'UpToDate');
  return own.length === 0
    ? []
    : [
        textTable(
          own.map((result) => ['', result.recordType ?? '', nameText(result), valuesText(result)]),
          changeColumns,
        ),
      ];
}

function zonesText({ dryRun }: Report, changes: readonly ReportResult[]): readonly string[] {
  const zones = Map.groupBy(changes, ({ zone, zoneId }) => `Zone ${zone ?? 'unknown'} (${zoneId ?? 'no id'})`);
  return [...zones].map(([zone, own]) =>
    block(dryRun ? `${zone}: what would be done` : zone, 'bold', [textTable(own.flatMap(changeRows), changeColumns)]),
  );
}

/** Before and after stand below each other. */
const changeColumns = [10, 7, 36, 44];

function changeRows(result: ReportResult): readonly TableRow[] {
  const { action, recordType = '', before, cause } = result;
  const waits = cause === undefined || cause === 'DryRun' ? '' : ` ${styleText('dim', cause)}`;
  const row = (verb: string, values: string) => [verb, recordType, nameText(result), values];
  switch (action) {
    case 'Create':
      return [row(styleText('green', '+ create'), valuesText(result) + waits), ...whyRows(result)];
    case 'Update':
      return [
        row(styleText('yellow', '~ update'), `- ${valuesText(before ?? { targets: [] })}`),
        ['', '', '', `+ ${valuesText(result)}${waits}`],
        ...whyRows(result),
      ];
    case 'Delete':
      return [row(styleText('red', '- delete'), valuesText(result) + waits), ...whyRows(result)];
    case 'None':
      return [];
  }
}

/** A plan says on whose account; what was done is told to the objects. */
function whyRows({ action, cause, refs, ...result }: ReportResult): readonly TableRow[] {
  if (cause !== 'DryRun') return [];
  const objects = refs.join(', ') || 'an object that its ownership row does not name';
  const why = action === 'Delete' ? `no longer asked for by ${objects}` : `${differences(result)}for ${objects}`;
  return [['', '', '', styleText('dim', why)]];
}

/** What an update is about; empty for what is new. */
function differences({ before, targets, ttl }: Pick<ReportResult, 'before' | 'targets' | 'ttl'>): string {
  if (before === undefined) return '';
  const isOther = before.targets.toSorted().join() !== targets.toSorted().join();
  const parts = [...(isOther ? ['targets'] : []), ...(ttl !== undefined && before.ttl !== ttl ? ['TTL'] : [])];
  return `${parts.join(' and ') || 'settings or ownership row'} `;
}

const nameText = ({ dnsName, setIdentifier }: ReportResult): string =>
  setIdentifier === undefined ? dnsName : `${dnsName} (${setIdentifier})`;

const valuesText = ({ targets, ttl }: { readonly targets: readonly string[]; readonly ttl?: number }): string =>
  `${targets.join(', ')}${ttl === undefined ? '' : ` (TTL ${ttl})`}`;

/** Every result under the object that asked for it. */
export function resultTable(results: readonly ReportResult[]): string {
  const groups = Map.groupBy(results, ({ refs }) => refs.join(', ') || 'No object');
  const rows = [...groups].flatMap(([object, own]) => [styleText('bold', object), ...own.map(resultRow)]);
  return textTable(rows, [17, 7, 30, 44]);
}

const resultRow = (result: ReportResult): readonly string[] => [
  `  ${outcomeText(result)}`,
  result.recordType ?? '',
  nameText(result),
  valuesText(result),
];

const done = { Create: 'created', Update: 'updated', Delete: 'deleted', None: 'unchanged' } as const;
const planned = { Create: 'would create', Update: 'would update', Delete: 'would delete', None: 'would stay' } as const;

function outcomeText({ action, status, cause, problem }: ReportResult): string {
  if (cause === 'DryRun') return styleText('cyan', planned[action]);
  switch (status) {
    case 'Success':
      return styleText('green', done[action]);
    case 'Failed':
      return styleText('red', 'failed');
    case 'Skip':
      return styleText(problem ? 'yellow' : 'dim', cause ?? 'skipped');
  }
}

function summaryText(report: Report): string {
  const { counts, omitted, dryRun, results } = report;
  const { endpoints, created, updated, deleted, failed, skipped, upToDate } = counts;
  const due = results.filter(({ cause }) => cause === 'DryRun').map(({ action }) => action);
  const dueTo = (action: ReportResult['action']): number => due.filter((each) => each === action).length;
  const writes = dryRun
    ? [`${dueTo('Create')} to create`, `${dueTo('Update')} to update`, `${dueTo('Delete')} to delete`]
    : [`${created} created`, `${updated} updated`, `${deleted} deleted`, `${failed} failed`];
  const outcomes = [...writes, `${skipped - due.length} skipped`, `${upToDate} up to date`].join(', ');
  const plan = dryRun ? [['Plan', `${report.checksum} (a checksum: the same plan has the same)`]] : [];
  const leftOut = omitted === 0 ? '' : `; ${omitted} results are left out here, narrow the run to see them`;
  return textTable(
    [['Records', `${endpoints} asked for: ${outcomes}${leftOut}`], ...plan, ...effortRows(report)],
    effortColumns,
  );
}

/** Widths for effortRows. */
export const effortColumns = [12, 86];

/** How many requests a run made, and what became of its events. */
export function effortRows({ calls, durationMs, events, dryRun }: Report): readonly TableRow[] {
  const { emitted, repeated, suppressed, failed } = events;
  const route53 = Object.entries(calls.route53).map(([operation, count]) => `${count} ${operation}`);
  return [
    ['Kubernetes', `${calls.kubernetes} requests`],
    ['Route 53', route53.join(', ') || 'no request'],
    ...(dryRun
      ? []
      : [['Events', `${emitted} written, ${repeated} continued, ${suppressed} told already, ${failed} failed`]]),
    ['Time', `${durationMs} ms`],
  ];
}

import { styleText } from 'node:util';
import { foldRefusals } from '../../lib/cluster/fold-refusals.ts';
import type {
  Conclusion,
  Decision,
  FilterVerdict,
  Trail,
  TrailEvent,
  TrailObject,
  TrailRecord,
  Wish,
} from '../../lib/explain/trail.ts';
import { textTable } from './text-table.ts';

/** A trail for a person, in the order in which a run comes by; the last line is the outcome, in one piece. */
export function explainText(trail: Trail): string {
  const { question, owner, sources, objects, zones, records, decisions, events, notes, outcome } = trail;
  const blocks = [
    `${styleText('bold', question)}${owner === undefined ? '' : `, as the owner ${JSON.stringify(owner)} sees it`}`,
    block('Sources read', sourcesText(sources)),
    block('Asked for by', objects.map(objectText)),
    block(
      'Hosted zones',
      zones.map(({ name, id, visibility }) => plain(`${name} (${id}, ${visibility})`)),
    ),
    block('DNS now', records.map(recordText)),
    block(
      'The plan',
      decisions.map((decision) => decisionText(decision, outcome)),
    ),
    block('Last events', events.map(eventText)),
    block('Not known', notes.map(plain)),
    callsText(trail),
  ];
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n\n${outcomeText(outcome)}\n`;
}

const block = (heading: string, texts: readonly string[]): string =>
  texts.length === 0 ? '' : [styleText('bold', heading), ...texts].join('\n');

const plain = (text: string): string => textTable([[text]], [98]);

/** What something is, and below it what is to be said of it. */
const entry = (heading: string, ...lines: readonly string[]): string =>
  textTable([heading, ...lines.map((line) => ['', line])], [2, 96]);

/** Sources that fail alike, for one reason such as credentials that have expired, are one line. */
function sourcesText(sources: Trail['sources']): readonly string[] {
  const failed = sources.filter(({ error }) => error !== undefined);
  const [problem, ...others] = foldRefusals(failed.flatMap(({ error }) => error ?? []));
  if (problem === undefined || others.length > 0) return sources.map(sourceText);
  const names = failed.map(({ name }) => name).join(', ');
  return [...sources.filter(({ error }) => error === undefined).map(sourceText), plain(`${names}: ${problem}`)];
}

const sourceText = ({ name, objects, error }: Trail['sources'][number]): string =>
  plain(`${name}: ${error ?? (objects === 1 ? '1 object' : `${objects} objects`)}`);

const objectText = ({ object, source, filters, asks, warnings }: TrailObject): string =>
  entry(
    `${object}  ${styleText('dim', `source ${source}`)}`,
    ...asks.map((wish) => `asks for ${wishText(wish)}`),
    ...filtersText(filters),
    ...warnings.map((warning) => styleText('yellow', warning)),
  );

function filtersText(filters: readonly FilterVerdict[]): readonly string[] {
  const named = (verdicts: readonly FilterVerdict[]) => verdicts.map(({ filter }) => filter).join(', ');
  const passed = filters.filter(({ passes }) => passes);
  const stopped = filters.filter(({ passes }) => !passes);
  return [
    ...(passed.length === 0 ? [] : [`passes ${named(passed)}`]),
    ...(stopped.length === 0 ? [] : [styleText('yellow', `left out by ${named(stopped)}`)]),
  ];
}

const wishText = ({ recordType, dnsName, targets, ttl }: Wish): string =>
  [recordType, dnsName === '' ? 'a name that cannot be told' : dnsName, targets.join(', '), ttl && `(TTL ${ttl})`]
    .filter(Boolean)
    .join(' ');

function recordText(record: TrailRecord): string {
  const { role, owners, resource, row, zone, setIdentifier } = record;
  const what = `${wishText(record)}${setIdentifier === undefined ? '' : `, set identifier ${setIdentifier}`} in ${zone}`;
  switch (role) {
    case 'wildcard':
      return entry(what, 'answers, for the name has no record of its own');
    case 'orphan':
      return entry(what, 'is an ownership row whose record is gone');
    case 'record':
      return entry(
        what,
        owners.length === 0
          ? 'has no owner'
          : [
              `belongs to ${owners.map((owner) => JSON.stringify(owner)).join(' and ')}`,
              ...(resource === undefined ? [] : [`for ${resource}`]),
              ...(row === undefined ? [] : [`as the TXT record ${row.dnsName} says`]),
            ].join(', '),
      );
  }
}

/** What the last line says need not be said twice. */
const decisionText = ({ cause, action, refs, message }: Decision, outcome: Conclusion): string =>
  entry(
    `${cause ?? action}  ${styleText('dim', refs.join(', '))}`.trimEnd(),
    ...(outcome.message.includes(message) ? ['as the last line says'] : [message]),
  );

const eventText = ({ time, type, reason, object, message, count }: TrailEvent): string =>
  entry(`${time}  ${type} ${reason}  ${styleText('dim', `${object}${count > 1 ? `, ${count} times` : ''}`)}`, message);

function callsText({ calls }: Trail): string {
  const route53 = Object.entries(calls.route53).map(([operation, count]) => `${count} ${operation}`);
  return styleText('dim', `Asked: ${[`${calls.kubernetes} requests to the cluster`, ...route53].join(', ')}`);
}

const outcomeText = ({ code, message, problem }: Conclusion): string =>
  `${styleText(problem ? 'red' : 'green', code)}: ${message}`;

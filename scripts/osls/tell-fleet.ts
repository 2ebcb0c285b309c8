import { instanceText } from '../../lib/clusters/instance.ts';
import type { Division } from '../../lib/clusters/request-budget.ts';
import type { Fleet } from '../../lib/clusters/resolve-clusters.ts';
import { runsAtOnce } from './add-clusters.ts';
import { usualSilence } from './patience.ts';

/** The time limit of the function, in seconds (serverless.yml). */
const runSeconds = 300;

/** A run that reads one zone of 1,500 records and writes a batch makes about so many requests. */
const fewestRequests = 10;

/** What the packaging of a clusters file came to, in lines. */
export function tellFleet(fleet: Fleet): readonly string[] {
  const { instances, budgets } = fleet;
  return [
    `Clusters: ${listed(instances.map(instanceText))}; at most ${runsAtOnce(fleet)} runs at once, one of them by hand.`,
    ...budgets.map(budgetLine),
    ...budgets.flatMap(scarcity),
    ...irregular(fleet),
  ];
}

/** How long nothing may happen under a schedule without an interval, only a person knows. */
function irregular({ instances, schedule }: Fleet): readonly string[] {
  const written = new Set([schedule, ...instances.map((each) => each.schedule)].filter((each) => each !== undefined));
  return [...written]
    .filter((each) => usualSilence(each) === undefined)
    .map((each) => `Alarms: ${each} has no interval; set silentMinutes to more than its longest pause.`);
}

const shownNames = 10;

const listed = (names: readonly string[]): string =>
  names.length > shownNames
    ? `${names.slice(0, shownNames).join(', ')} and ${names.length - shownNames} more`
    : names.join(', ');

const accountText = (account: string | undefined): string =>
  account === undefined ? "the function's own account" : `the account ${account}`;

const budgetLine = ({ account, askers, each, total }: Division): string =>
  `Route 53: of ${accountText(account)} ${total} requests a second for ${listed(askers)}${each === undefined ? ', as the file divides them' : `, ${each} each`}.`;

/** What a run could not do in its time, it could never do. */
function scarcity({ account, each }: Division): readonly string[] {
  if (each === undefined || each * runSeconds >= fewestRequests) return [];
  return [
    `Route 53: ${each} requests a second in ${accountText(account)} are ${Math.floor(each * runSeconds)} in the ${runSeconds} s of a run, too few to read a zone and write to it: set concurrentRuns, so that fewer run at the same time, or spread the zones over accounts (npm run sizing).`,
  ];
}

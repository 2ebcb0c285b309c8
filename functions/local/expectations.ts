import { readCommandLine } from '../../lib/config/command-line.ts';
import { flagsByName } from '../../lib/config/names.ts';
import type { Act } from './demo-text.ts';

/** What the examples are there to show, each on an object that shows it. */
const expectedEvents = [
  { action: 'Created', object: 'Service shop/api' },
  { action: 'Updated', object: 'Service shop/api' },
  { action: 'Deleted', object: 'Service platform/status-page' },
  { action: 'FailedSync', object: 'Ingress payments/checkout-old' },
  { action: 'FailedSync', object: 'Ingress marketing/campaign' },
  { action: 'FailedSync', object: 'Service marketing/landing' },
  { action: 'FailedSync', object: 'Ingress marketing/blog' },
  { action: 'Skipped', object: 'Service marketing/newsletter' },
] as const;

/**
 * What did not go as meant, in sentences. Under flags of the user's own what is meant is theirs, and only records that
 * Route 53 refused count.
 */
export function unmetExpectations(acts: readonly Act[], argv: readonly string[]): readonly string[] {
  const failed = acts
    .flatMap(({ report }) => report.results)
    .filter(({ status }) => status === 'Failed')
    .map(({ message, dnsName }) => message ?? `${dnsName} failed.`);
  const asShipped = ![...readCommandLine(argv).byName.keys()].some((name) => flagsByName.has(name));
  return asShipped ? [...failed, ...missingEvents(acts), ...needlessWrites(acts)] : failed;
}

function missingEvents(acts: readonly Act[]): readonly string[] {
  const told = new Set(
    (acts.at(-1)?.events ?? []).map(
      ({ action, involvedObject: { kind, namespace, name } }) => `${action} ${kind} ${namespace}/${name}`,
    ),
  );
  return expectedEvents
    .filter(({ action, object }) => !told.has(`${action} ${object}`))
    .map(({ action, object }) => `No event of the action ${action} tells ${object} what became of its name.`);
}

/** The last run finds everything as it left it. */
function needlessWrites(acts: readonly Act[]): readonly string[] {
  const writes = acts.at(-1)?.report.calls.route53['ChangeResourceRecordSets'] ?? 0;
  return writes === 0 ? [] : ['The last run wrote to Route 53, although nothing had changed.'];
}

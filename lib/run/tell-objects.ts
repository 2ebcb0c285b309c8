import { buildEvents } from '../events/build-events.ts';
import type { EmitReport } from '../events/event.ts';
import type { Remark } from '../events/remarks.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import type { Run } from './run.ts';
import type { RunIdentity } from './run-identity.ts';
import type { Settlement } from './settlement.ts';

/** What is told: what became of each name, and what the sources found odd. */
export interface News extends Pick<Settlement, 'plan' | 'results'> {
  readonly remarks: readonly Remark[];
}

/** Tells every object in an event what became of its names. Never rejects for an event that could not be written. */
export function tellObjects(
  { config, emitter, signal }: Run,
  { owner }: RunIdentity,
  { plan, results, remarks }: News,
): Promise<EmitReport> {
  const teller = { ...(owner !== undefined && { owner }), checksum: plan.checksum };
  return emitter.emit(buildEvents(results, new Set(config.eventsEmit), teller, remarks), signal);
}

/** What the objects that ask are told, too; the rest is for the report. */
export const remarksOf = ({ result }: SourceReading): readonly Remark[] =>
  (result.warnings ?? []).filter(({ audience }) => audience !== 'report');

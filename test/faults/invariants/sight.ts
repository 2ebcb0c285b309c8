import type { KubernetesEmulator } from '../../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import type { Report } from '../../../lib/report/report.ts';
import type { AskingManifest } from '../custom-objects.ts';
import type { Affixing } from '../snapshot.ts';
import type { FaultWorld } from '../world.ts';

/** What invariants look at of a report. */
export type SeenReport = Pick<Report, 'results' | 'omitted' | 'sources' | 'events' | 'warnings'>;

/** What an invariant looks at of a world, beside the step. */
export interface Sight {
  /** By key in snapshots: what others put into the zones, as text. */
  readonly strangers: ReadonlyMap<string, string>;
  /** Living objects, by `Kind/name`. */
  readonly objects: ReadonlyMap<string, AskingManifest>;
  readonly affixing: Affixing;
  readonly world: Pick<FaultWorld, 'flags'>;
  readonly kubernetes: Pick<KubernetesEmulator, 'requests'>;
}

import type { Stage } from './stage.ts';

/** What is measured of one round. Absent: the case has no such thing, or the machine does not tell. */
export interface Measures {
  readonly wallMs?: number;
  readonly cpuMs?: number;
  /** Greatest resident memory of the process. */
  readonly peakMiB?: number;
  /** Requests, as the servers counted them. */
  readonly kubernetes?: number;
  readonly route53?: number;
  /** ChangeResourceRecordSets among them. */
  readonly changes?: number;
  /** By the side that is measured, from both servers, as it was on the wire. */
  readonly bytesRead?: number;
  /** That the cluster stored. */
  readonly events?: number;
  /** What went wrong in the round. */
  readonly problem?: string;
}

/** The names of the measures, in the order in which they are shown. */
export const measureNames = [
  'wallMs',
  'cpuMs',
  'peakMiB',
  'kubernetes',
  'route53',
  'changes',
  'bytesRead',
  'events',
] as const satisfies readonly (keyof Omit<Measures, 'problem'>)[];

/** A measure. */
export type MeasureName = (typeof measureNames)[number];

/** One case at one size, with everything in place. */
export interface Trial {
  /** One round of our side. */
  ours(): Promise<Measures>;
  /** One round of the peer; absent where it has nothing to compare. */
  peer?(): Promise<Measures>;
  /** What no program could undercut, or what is promised; asked for after the last round. */
  limits(): Promise<Measures>;
  /** The fewest batches that hold every record that is sound (poison alone); asked for after the last round. */
  minimum?(): number;
}

/** One thing that is measured: a file of cases/, and a line in its index. */
export interface BenchCase {
  readonly name: string;
  readonly summary: string;
  /** Of what the sizes are. */
  readonly unit: 'Services' | 'endpoints' | 'outcomes' | 'runs';
  readonly sizes: readonly number[];
  /** Puts everything in place. */
  open(stage: Stage, size: number): Promise<Trial>;
}

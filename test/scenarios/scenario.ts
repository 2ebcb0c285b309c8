import { owner, type Stage } from './stage.ts';

/** A story that must come out the same on the embedded components and on real ones. */
export interface Scenario {
  readonly title: string;
  /** The rule of Route 53 that moto does not have; such a scenario plays on the embedded components alone. */
  readonly motoLacks?: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** An ownership row in the lines of `recordsOf`. */
export const row = (name: string, resource: string, ofOwner = owner): string =>
  `TXT ${name} "heritage=external-dns,external-dns/owner=${ofOwner},external-dns/resource=${resource}"`;

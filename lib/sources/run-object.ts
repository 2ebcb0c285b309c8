import type { ObjectReference } from '../endpoint/endpoint.ts';
import type { LabelledKind, RunObject } from './source.ts';

/**
 * What a source without objects of its own puts into `kinds`: its records bear the label `label/...`, and what becomes
 * of them is told to the Lease of their owner. Upstream tells nobody.
 */
export const runKind = (label: string): LabelledKind => ({
  label,
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  scope: 'Run',
});

/** The run's object as asker of a source's names. */
export const runReference = (runObject: RunObject, source: string): ObjectReference => ({ ...runObject, source });

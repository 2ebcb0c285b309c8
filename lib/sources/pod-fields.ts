import { z } from 'zod';
import { flag, listOf, section, text } from './boundary.ts';
import type { Readable } from './read-served.ts';
import { pods } from './resources.ts';
import type { PrimaryKind } from './source-object.ts';

/** The pod source's kind, also for Pods that are only looked up. */
export const podKind: PrimaryKind = { source: 'pod', resource: pods, label: 'pod' };

/** What is read of a Pod. */
export const podSchema = z.object({
  metadata: section({ deletionTimestamp: text }),
  spec: section({ hostname: text, hostNetwork: flag, nodeName: text }),
  status: section({
    phase: text,
    hostIP: text,
    podIP: text,
    podIPs: listOf(z.object({ ip: text })),
    conditions: listOf(z.object({ type: text, status: text })),
  }),
});

/** A Pod whose fields are sound. */
export type Pod = Readable<z.infer<typeof podSchema>>;

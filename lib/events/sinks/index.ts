import type { SinkKind } from '../delivery/sink.ts';
import { eventBus } from './event-bus.ts';
import { kubernetes } from './kubernetes.ts';
import { log } from './log.ts';

/** Every kind of sink. The first one, the cluster, remembers: what it heard moments ago the others are spared. */
export const sinkKinds = [kubernetes, log, eventBus] as const satisfies readonly SinkKind[];

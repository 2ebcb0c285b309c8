import type { EventKind } from '../../../lib/events/event.ts';
import type { Stage } from '../../scenarios/stage.ts';
import type { Manifest } from '../../scenarios/world.ts';

/** What happens to what a source reads, in this order, with a run after each. */
export const steps = ['create', 'change', 'remove', 'spoil'] as const;
/** One of them. */
export type Step = (typeof steps)[number];

/** What each step is to be told as. */
export const news = {
  create: { reason: 'RecordReady', action: 'Created' },
  change: { reason: 'RecordReady', action: 'Updated' },
  remove: { reason: 'RecordDeleted', action: 'Deleted' },
  spoil: { reason: 'RecordError', action: 'FailedSync' },
} as const satisfies Record<Step, Omit<EventKind, 'type'>>;

/** Whom an event is told. */
export interface Addressee {
  readonly namespace: string;
  readonly name: string;
  /** Absent where there is no such object, or no longer. */
  readonly uid?: string | undefined;
}

/** One source from the first object to the last. */
export interface Story {
  readonly source: string;
  /** Kind of the objects that are told. */
  readonly kind: string;
  /** Prepares what the source needs; `resources` are released when the story is over. */
  open(stage: Stage, resources: AsyncDisposableStack): Promise<Play>;
}

/** A story that is being played. */
export interface Play {
  /** Does the step. */
  act(step: Step): Promise<void>;
  /** Flags of the run after the step, beside `--source`. */
  flags(step: Step): readonly string[];
  /** Who is to hear of the step. */
  addressee(step: Step): Promise<Addressee>;
}

/** What an object is to ask for, in the words that its kind has for it. */
export interface Wish {
  readonly namespace: string;
  readonly name: string;
  readonly host: string;
  /** Address and TTL differ from step to step; a kind tells at least one of them. */
  readonly address: string;
  readonly ttl: string;
}

/** A source whose objects are told themselves. */
export interface ObjectSource {
  readonly source: string;
  readonly flags?: (stage: Stage) => readonly string[];
  /** What must be there besides. */
  readonly around?: (wish: Pick<Wish, 'namespace'>) => readonly Manifest[];
  readonly object: (wish: Wish) => Manifest;
  /** An object that asks for what cannot be; by default, for a name in no zone. */
  readonly wrong?: (wish: Wish) => Manifest;
}

const first = { address: '192.0.2.1', ttl: '60' };
const second = { address: '192.0.2.2', ttl: '120' };

/** Two objects ask for names. One is changed and removed, the other is made wrong. */
export function objectStory({ source, flags, around, object, wrong = nowhere(object) }: ObjectSource): Story {
  const wish = (stage: Stage, name: string, values: Pick<Wish, 'address' | 'ttl'>): Wish => ({
    namespace: stage.namespace,
    name: `${name}-${stage.namespace}`,
    host: `${name}.example.com`,
    ...values,
  });
  return {
    source,
    kind: object({ namespace: '', name: '', host: '', ...first }).kind,
    async open(stage) {
      const web = object(wish(stage, 'web', first));
      const other = wish(stage, 'other', first);
      await stage.apply(...(around?.(stage) ?? []));
      const acts: Readonly<Record<Step, () => Promise<void>>> = {
        create: () => stage.apply(web, object(other)),
        change: () => stage.apply(object(wish(stage, 'web', second))),
        remove: () => stage.remove(web),
        spoil: () => stage.apply(wrong(other)),
      };
      return {
        act: (step) => acts[step](),
        flags: () => flags?.(stage) ?? [],
        async addressee(step) {
          const told = step === 'spoil' ? object(other) : web;
          // Where events of an object without namespace are.
          const namespace = told.kind === 'Node' ? 'default' : stage.namespace;
          const place = { namespace, name: told.metadata.name };
          return step === 'remove' ? place : { ...place, uid: (await stage.read(told)).metadata.uid };
        },
      };
    },
  };
}

const nowhere = (object: ObjectSource['object']) => (wish: Wish) => object({ ...wish, host: 'other.elsewhere.test' });

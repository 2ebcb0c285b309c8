import { service } from '../../scenarios/manifests.ts';
import { herdName } from '../herd.ts';
import { wrongApproval } from '../invariants/deletions.ts';
import { zone } from '../names.ts';
import { mustStay, nothing, type Trial } from './trial.ts';

const limit = (name: string, value: number): string => `--hold-deletions-${name}=${value}`;

/** The herd's first object, written wrongly: with an annotation too many, or a spec that is none. */
const misspelled = (annotations: Readonly<Record<string, string>>, spec?: object): Trial => ({
  strike: (arena) => {
    const sound = service('herd-0', herdName(0), '192.0.2.20');
    const metadata = { ...sound.metadata, annotations: { ...sound.metadata.annotations, ...annotations } };
    arena.put({ ...sound, ...(spec && { spec }), metadata });
    return () => arena.put(sound);
  },
  broken: mustStay('its object only has a slip of the pen', herdName(0)),
});

/** What looks as if it were to go, and may not. The invariant of deletions holds all of it to the limits. */
export const deletions: Readonly<Record<string, Trial>> = {
  'the addresses of the load balancers are awaited': { herd: 'waiting' },
  'most names of a zone go at once': {
    herd: 'gone',
    call: { flags: [limit('emptying-zone-over', 1000), limit('over-total', 1000)] },
  },
  'all names of a zone go at once': {
    herd: 'gone',
    call: { flags: [limit('over-count', 1000), limit('over-total', 1000)] },
    strike: (arena) => {
      for (const key of [...arena.objects.keys()]) arena.remove(key);
      return nothing;
    },
  },
  'more names go than may go in one run': {
    herd: 'gone',
    call: { flags: [limit('over-count', 1000), limit('emptying-zone-over', 1000), limit('over-total', 3)] },
  },
  'half of the cluster goes': {
    strike: (arena) => {
      for (const key of [...arena.objects.keys()].filter((_, at) => at % 4 !== 3)) arena.remove(key);
      return nothing;
    },
  },
  'the deletions of another plan are approved': { herd: 'gone', call: { flags: [wrongApproval] } },
  'an object is malformed': misspelled({}, { type: 7 }),
  'the only target of an object is none': misspelled({
    'external-dns.kubernetes.io/target': 'lb..example.net',
  }),
  'a name that is asked for is withdrawn in the middle of a change of type': {
    strike: (arena) => {
      const rival = service('herd-1', herdName(1), '192.0.2.21');
      arena.put({
        ...rival,
        metadata: {
          ...rival.metadata,
          annotations: { ...rival.metadata.annotations, 'external-dns.kubernetes.io/target': `lb.${zone}` },
        },
      });
      return () => arena.put(rival);
    },
  },
};

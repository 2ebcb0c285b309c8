import { service } from '../../scenarios/manifests.ts';
import type { Arena } from '../arena.ts';
import { wrongApproval } from '../invariants/deletions.ts';
import { zone } from '../names.ts';
import { owner, type Stranger } from '../world.ts';
import type { Trial } from './trial.ts';

const claimed = `claimed.${zone}`;

const strangers = (owners: readonly string[]): Stranger => ({
  name: 'claimed',
  set: { Type: 'A', TTL: 300, ResourceRecords: [{ Value: '198.51.100.9' }] },
  owners,
});

/** Somebody else's record at a name that an object asks for, and stops asking for: it is the world's to be left alone. */
const held = (owners: readonly string[], flags: readonly string[] = []): Trial => ({
  call: { flags },
  furnish: (arena) => arena.zones.settle(strangers(owners)),
  strike: (arena) => {
    ask(arena);
    return () => arena.remove('Service/claimant');
  },
});

const ask = (arena: Arena): void => arena.put(service('claimant', claimed, '192.0.2.95'));

/** Whose records they are. */
export const ownership: Readonly<Record<string, Trial>> = {
  'the record of a name that is asked for belongs to nobody': held([]),
  'the record of a name that is asked for belongs to another owner': held(['website']),
  'the record of a name that is asked for has two owners': held(['website', owner]),
  'a record may be taken over, and nobody has approved it': held([], [`--adopt=${claimed}`]),
  'a record may be taken over, and another plan was approved': held([], [`--adopt=${claimed}`, wrongApproval]),
  'a record that bears our name lies outside the filters': {
    furnish: (arena) => arena.zones.settle({ ...strangers([owner]), name: 'kept.internal' }),
  },
  'an object asks for names outside the filters': {
    strike: (arena) => {
      arena.put(service('claimant', `far.elsewhere.test,near.internal.${zone}`, '192.0.2.95'));
      return () => arena.remove('Service/claimant');
    },
  },
};

import { service } from '../scenarios/manifests.ts';
import type { Manifest } from '../scenarios/world.ts';
import type { Arena } from './arena.ts';
import { zone } from './names.ts';

/** Whether the herd (objects with well-behaved names of their own) is there, and has addresses. */
export type HerdState = 'there' | 'gone' | 'waiting';

const herdSize = 8;

/** The addresses of the herd move with every step, so that each has something to write. */
export function driveHerd(arena: Arena, state: HerdState, step: number): void {
  for (let member = 0; member < herdSize; member += 1) {
    if (state === 'gone') arena.remove(`Service/herd-${member}`);
    else arena.put(herdMember(member, state === 'waiting' ? [] : [`192.0.2.${20 + ((member + step) % 100)}`]));
  }
}

const herdMember = (member: number, addresses: readonly string[]): Manifest =>
  service(`herd-${member}`, herdName(member), ...addresses);

/** The name that a member of the herd asks for. */
export const herdName = (member: number): string => `herd-${member}.${zone}`;

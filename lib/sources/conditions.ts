import { z } from 'zod';
import { listOf, text } from './boundary.ts';

/** `status.conditions`, or the conditions of one entry of a status. */
export const conditions = listOf(z.object({ type: text, status: text, reason: text, message: text }));

type Conditions = z.infer<typeof conditions>;

/**
 * Why a condition does not hold: its reason and message, without final punctuation. Undefined when it is `True`. Of
 * several of one type the first counts; `observedGeneration` is not compared (as in ExternalDNS source/gateway.go).
 */
export function unmet(list: Conditions, type: string): string | undefined {
  const found = list.find((each) => each.type === type);
  if (found === undefined) return `the condition ${type} is not set`;
  if (found.status === 'True') return undefined;
  const { status, reason, message } = found;
  const told = [reason, message.trim().replace(/[.!]+$/, '')].filter((part) => part !== '').join(': ');
  return told === '' ? `the condition ${type} is ${status || 'not set'}` : told;
}

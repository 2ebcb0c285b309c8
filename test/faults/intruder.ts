import { herdName } from './herd.ts';

/** What an intruder writes. */
export const intruderAddress = '198.51.100.77';

/** The name that intruders go for: that of the herd's first object. */
export const intruderName = herdName(0);

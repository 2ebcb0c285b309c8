/** A Kubernetes MicroTime: RFC 3339 with six fraction digits; `now` in milliseconds since the epoch. */
export const microTime = (now: number): string => new Date(now).toISOString().replace('Z', '000Z');

/**
 * For clients that a run waits for. Without them a function in a VPC that has no way to a service would wait until it
 * is stopped, and never say what is wrong. Milliseconds.
 */
export const impatient = { requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } } as const;

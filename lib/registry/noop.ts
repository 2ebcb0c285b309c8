import type { Registry } from './registry.ts';

/** Stores nothing: every managed record within the filters counts as ours (ExternalDNS registry/noop). */
export const noop: Registry = {
  name: 'noop',
  rowNames: () => [],
  read: (records) => ({
    records: records.map((record) => ({ ...record, ownership: { state: 'none' } as const })),
    orphans: [],
    warnings: [],
    objection: () => undefined,
    rows: () => ({ remove: [], add: [] }),
  }),
};

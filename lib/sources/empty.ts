import type { Source } from './source.ts';

/** Wants nothing: with it, everything that this owner holds is deleted (ExternalDNS source/empty.go). */
export const empty: Source = {
  name: 'empty',
  summary: 'No endpoints at all: releases every record of this owner',
  kinds: [],
  permissions: () => [],
  annotations: [],
  filters: [],
  templates: [],
  read: async ({ signal }) => {
    signal.throwIfAborted();
    return { endpoints: [], refusals: [], objects: [] };
  },
};

import type { Zone } from '../../../../lib/endpoint/endpoint.ts';

export const publicZone = (name = 'example.org', id = 'ZPUB'): Zone => ({ id, name, visibility: 'public' });

export const privateZone = (name = 'example.org', id = 'ZPRIV'): Zone => ({ id, name, visibility: 'private' });

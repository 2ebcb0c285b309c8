import { expect, it } from '@jest/globals';
import { noop } from '../../../lib/registry/noop.ts';
import { stored, wish } from '../../support/zone-records.ts';

it('knows no owner and stores nothing: ownership text is a record like any other', () => {
  const text = stored(wish({ recordType: 'TXT', targets: ['"heritage=external-dns,external-dns/owner=me"'] }));
  const reading = noop.read([text]);
  expect(reading.records).toEqual([{ ...text, ownership: { state: 'none' } }]);
  expect(reading.orphans).toEqual([]);
  expect(reading.warnings).toEqual([]);
  expect(reading.objection(wish())).toBeUndefined();
  expect(reading.rows({ action: 'Create', endpoint: wish() })).toEqual({ remove: [], add: [] });
});

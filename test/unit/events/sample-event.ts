import type { RecordEvent } from '../../../lib/events/event.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';

/** The event of an A record that was created for `Service/shop/web`. */
export const sampleEvent = (changes: Partial<RecordEvent> = {}): RecordEvent => ({
  type: 'Normal',
  reason: 'RecordReady',
  action: 'Created',
  regarding: serviceReference(),
  note: 'Created the A record "a.example.org".',
  facts: { 'dns-name': ['a.example.org'], 'record-type': ['A'] },
  ...changes,
});

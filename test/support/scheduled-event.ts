/** What EventBridge Scheduler sends when the schedule has no input of its own. */
export const scheduledEvent = {
  version: '0',
  id: 'd32c5e3a-0b7a-4c2f-8a4c-6a7a4a3c2f11',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '123456789012',
  time: '2026-01-01T12:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:scheduler:eu-west-1:123456789012:schedule/default/sync'],
  detail: '{}',
};

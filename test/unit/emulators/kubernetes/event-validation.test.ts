import { describe, expect, it } from '@jest/globals';
import { embeddedCluster } from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

const micro = '2026-03-01T12:00:00.000000Z';
const second = '2026-03-01T12:00:00Z';
const corePath = (namespace = 'default') => `/api/v1/namespaces/${namespace}/events`;
const eventsPath = (namespace = 'default') => `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;

const involved = { kind: 'Service', namespace: 'default', name: 'web' };
const legacy = (fields: object) => ({ metadata: { name: 'web.1' }, involvedObject: involved, ...fields });
const newStyle = {
  eventTime: micro,
  reportingInstance: 'run-1',
  action: 'Created',
  reason: 'RecordReady',
  type: 'Normal',
};
const coreEvent = (fields: object) =>
  legacy({ ...newStyle, reportingComponent: 'external-dns', message: 'm', ...fields });
const strict = (fields: object) => ({
  metadata: { name: 'web.1' },
  ...newStyle,
  reportingController: 'external-dns',
  note: 'n',
  regarding: involved,
  ...fields,
});

/** The fields that a 422 complains about, each once. */
const faultyFields = (body: { details?: { causes?: { field: string }[] } }) => [
  ...new Set(body.details?.causes?.map(({ field }) => field)),
];

describe('created through core/v1', () => {
  it.each([
    ['a legacy event of any type', legacy({ type: 'Info' })],
    ['a legacy event with a message of any length', legacy({ message: 'x'.repeat(5000) })],
    [
      'a new-style event that fills the legacy fields too',
      coreEvent({ count: 1, firstTimestamp: second, source: { component: 'a' } }),
    ],
    ['a new-style event of any type', coreEvent({ type: 'Info' })],
    [
      'a new-style event whose object lies in another namespace',
      coreEvent({ involvedObject: { namespace: 'elsewhere' } }),
    ],
  ])('%s is taken', async (_, event) => {
    expect((await api.admin('POST', corePath(), event)).status).toBe(201);
  });

  it.each([
    [
      'a legacy event whose object lies in another namespace',
      legacy({ involvedObject: { namespace: 'elsewhere' } }),
      ['involvedObject.namespace'],
    ],
    ['no controller', coreEvent({ reportingComponent: '' }), ['reportingComponent']],
    ['a controller that is no qualified name', coreEvent({ reportingComponent: 'a b' }), ['reportingComponent']],
    [
      'no instance, action and reason',
      coreEvent({ reportingInstance: '', action: '', reason: '' }),
      ['reportingInstance', 'action', 'reason'],
    ],
    ['a reason of 129 bytes', coreEvent({ reason: 'é'.repeat(64).concat('x') }), ['reason']],
    ['a message of 1,025 bytes', coreEvent({ message: 'x'.repeat(1025) }), ['message']],
  ])('%s is refused with 422', async (_, event, fields) => {
    const { status, body } = await api.admin('POST', corePath(), event);
    expect([status, faultyFields(body)]).toEqual([422, fields]);
  });

  it.each([
    ['kube-system', 201],
    ['kube-public', 422],
  ])('a new-style event of a cluster-scoped object in %s gets %i', async (namespace, status) => {
    const answer = await api.admin(
      'POST',
      corePath(namespace),
      coreEvent({ involvedObject: { kind: 'Node', name: 'n' } }),
    );
    expect(answer.status).toBe(status);
  });
});

describe('created through events.k8s.io/v1', () => {
  it.each([
    ['no eventTime', strict({ eventTime: null }), ['eventTime']],
    ['a type that is neither Normal nor Warning', strict({ type: 'Info' }), ['type']],
    ['a series of one', strict({ series: { count: 1, lastObservedTime: micro } }), ['series.count']],
    ['a series without a time', strict({ series: { count: 2 } }), ['series.lastObservedTime']],
    ['a deprecated count', strict({ deprecatedCount: 1 }), ['count']],
    ['a deprecated source', strict({ deprecatedSource: { component: 'a' } }), ['source']],
    [
      'deprecated timestamps',
      strict({ deprecatedFirstTimestamp: second, deprecatedLastTimestamp: second }),
      ['firstTimestamp', 'lastTimestamp'],
    ],
    ['a name with capitals', strict({ metadata: { name: 'Web' } }), ['metadata.name']],
  ])('%s is refused with 422', async (_, event, fields) => {
    const { status, body } = await api.admin('POST', eventsPath(), event);
    expect([status, faultyFields(body)]).toEqual([422, fields]);
  });

  it.each([
    ['a time without fraction', second, 'cannot parse "Z" as ".000000"'],
    ['a time of three digits', '2026-03-01T12:00:00.123Z', 'cannot parse ".123Z" as ".000000"'],
    ['no time at all', 'soon', 'cannot parse "soon" as "2006"'],
  ])('%s as eventTime is refused with 400 before validation', async (_, eventTime, problem) => {
    const { body } = await api.admin('POST', eventsPath(), strict({ eventTime }));
    expect(body).toMatchObject({ code: 400, reason: 'BadRequest', message: expect.stringContaining(problem) });
  });

  it('names its own group in 409, as the real server does', async () => {
    await api.admin('POST', corePath(), legacy({}));
    const { body } = await api.admin('POST', eventsPath(), strict({}));
    expect(body).toMatchObject({ code: 409, message: 'events.events.k8s.io "web.1" already exists' });
  });
});

describe('changed through events.k8s.io/v1', () => {
  const path = `${eventsPath()}/web.1`;

  it.each([
    ['its series', { series: { count: 2, lastObservedTime: micro } }],
    ['its labels', { metadata: { labels: { a: 'b' } } }],
  ])('an event may change %s', async (_, patch) => {
    await api.admin('POST', eventsPath(), strict({}));
    expect((await api.admin('PATCH', path, patch)).status).toBe(200);
  });

  it.each([
    ['regarding', { regarding: { name: 'api' } }, 'involvedObject'],
    ['note', { note: 'other' }, 'message'],
    ['reason', { reason: 'Other' }, 'reason'],
    ['type', { type: 'Warning' }, 'type'],
    ['action', { action: 'Updated' }, 'action'],
    ['related', { related: { name: 'x' } }, 'related'],
    ['eventTime', { eventTime: '2026-03-01T12:00:00.000001Z' }, 'eventTime'],
    ['reportingController', { reportingController: 'other' }, 'reportingController'],
    ['reportingInstance', { reportingInstance: 'other' }, 'reportingInstance'],
    ['deprecatedCount', { deprecatedCount: 2 }, 'count'],
  ])('an event may not change its %s', async (_, patch, field) => {
    await api.admin('POST', eventsPath(), strict({}));
    const { body } = await api.admin('PATCH', path, patch);
    expect(body).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(faultyFields(body)).toEqual([field]);
  });

  it('an event that core/v1 gave legacy fields can still continue its series', async () => {
    await api.admin('POST', corePath(), coreEvent({ count: 1, lastTimestamp: second, source: { component: 'a' } }));
    const { body } = await api.admin('PATCH', path, { series: { count: 2, lastObservedTime: micro } });
    expect(body).toMatchObject({ series: { count: 2 }, deprecatedCount: 1, deprecatedSource: { component: 'a' } });
  });
});

it('a change through core/v1 may touch everything', async () => {
  await api.admin('POST', eventsPath(), strict({}));
  const patch = { message: 'other', count: 5, lastTimestamp: '2026-03-01T12:00:00.9Z' };
  await api.admin('PATCH', `${corePath()}/web.1`, patch);
  const { body } = await api.admin('GET', `${eventsPath()}/web.1`);
  expect(body).toMatchObject({ note: 'other', deprecatedCount: 5, deprecatedLastTimestamp: second });
});

it('an event that is put where none was is created', async () => {
  expect((await api.admin('PUT', `${corePath()}/web.1`, legacy({}))).status).toBe(201);
});

it.each([
  ['involvedObject.kind=Service,involvedObject.name=web', corePath()],
  ['type=Warning', corePath()],
  ['reason==RecordError', corePath()],
  ['reportingComponent=external-dns', corePath()],
  ['source=external-dns', corePath()],
  ['metadata.name!=other', corePath()],
  ['regarding.name=web', eventsPath()],
  ['reportingController=external-dns', eventsPath()],
])('%s finds an event at %s', async (selector, path) => {
  await api.admin('POST', corePath(), coreEvent({ type: 'Warning', reason: 'RecordError' }));
  await api.admin('POST', corePath(), {
    metadata: { name: 'other' },
    involvedObject: { namespace: 'default', kind: 'Pod' },
  });
  const { body } = await api.admin('GET', `${path}?fieldSelector=${encodeURIComponent(selector)}`);
  expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['web.1']);
});

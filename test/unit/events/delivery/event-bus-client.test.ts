import { EventBridgeClient, PutEventsCommand, type PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type BusEntry, connectEventBus } from '../../../../lib/events/delivery/event-bus-client.ts';

const mock = mockClient(EventBridgeClient);
const signal = new AbortController().signal;
const arn = 'arn:aws:events:eu-west-1:123456789012:event-bus/audit';

beforeEach(() => {
  mock.reset();
});

const entry = (id: string): BusEntry => ({ detailType: 'RecordReady', time: new Date(0), detail: { id } });
const entries = [entry('a'), entry('b')];
const put = (bus = arn) => connectEventBus({ bus, pauseMs: 0 }).put(entries, signal);
const idsOf = (call: number): readonly unknown[] =>
  (mock.commandCalls(PutEventsCommand)[call]?.args[0].input.Entries ?? []).map(
    ({ Detail = '' }) => JSON.parse(Detail).id,
  );

const taken = { EventId: 'e' };
const throttled = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };

describe('the event bus', () => {
  it('gets each entry with its source, detail type and time', async () => {
    mock.on(PutEventsCommand).resolves({ Entries: [taken, taken] });
    expect(await put()).toEqual([undefined, undefined]);
    const [call, ...others] = mock.commandCalls(PutEventsCommand);
    expect([call?.args, others]).toEqual([[expect.anything(), { abortSignal: signal }], []]);
    expect(call?.args[0].input.Entries?.[0]).toEqual({
      EventBusName: arn,
      Source: 'dns-herald',
      DetailType: 'RecordReady',
      Time: new Date(0),
      Detail: '{"id":"a"}',
    });
  });

  it.each([
    ['that its ARN names', arn, 'eu-west-1'],
    ['of the function where it has a name alone', 'audit', 'us-west-2'],
  ])('is asked in the region %s', async (_, bus, region) => {
    process.env['AWS_REGION'] = 'us-west-2';
    mock.on(PutEventsCommand).resolves({ Entries: [taken, taken] });
    await put(bus);
    expect(await mock.commandCalls(PutEventsCommand)[0]?.thisValue.config.region()).toBe(region);
  });

  it.each<readonly [string, PutEventsCommandOutput['Entries'], string]>([
    ['gives no answer', undefined, 'no answer: not taken'],
    ['answers for none', [], 'no answer: not taken'],
    ['gives no reason', [{ ErrorCode: 'InternalFailure' }], 'InternalFailure: not taken'],
  ])('that %s has not taken it', async (_, Entries, problem) => {
    mock.on(PutEventsCommand).resolves(Entries ? { Entries } : {});
    expect(await connectEventBus({ bus: arn, pauseMs: 0 }).put([entry('a')], signal)).toEqual([problem]);
  });

  it('is sent again what it did not take, and that alone', async () => {
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [taken, throttled] })
      .resolves({ Entries: [taken] });
    expect(await put()).toEqual([undefined, undefined]);
    expect([idsOf(0), idsOf(1)]).toEqual([['a', 'b'], ['b']]);
  });

  it('leaves what it never takes with its reason', async () => {
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [throttled, taken] })
      .resolves({ Entries: [throttled] });
    expect(await put()).toEqual(['ThrottlingException: slow down', undefined]);
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(3);
  });

  it.each([
    'AccessDeniedException',
    'InvalidAccountIdException',
    'InvalidArgument',
    'MalformedDetail',
    'NotAuthorizedForDetailTypeException',
    'NotAuthorizedForSourceException',
    'RedactionFailure',
  ])('is not asked again for what it would refuse again with %s', async (ErrorCode) => {
    const refused = { ErrorCode, ErrorMessage: 'not for you' };
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [refused, throttled] })
      .resolves({ Entries: [taken] });
    expect(await put()).toEqual([`${ErrorCode}: not for you`, undefined]);
    expect([idsOf(0), idsOf(1)]).toEqual([['a', 'b'], ['b']]);
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(2);
  });

  it('is not asked when the time is over', async () => {
    const late = connectEventBus({ bus: arn, pauseMs: 0 }).put(entries, AbortSignal.abort());
    await expect(late).rejects.toThrow('aborted');
    expect(mock.commandCalls(PutEventsCommand)).toEqual([]);
  });

  it('that cannot be asked again has taken what it took', async () => {
    mock
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [taken, throttled] })
      .rejects(Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }));
    expect(await put()).toEqual([undefined, expect.stringContaining('AccessDeniedException: not authorized')]);
  });

  it('that cannot be used says so in the words of AWS, and is not asked again', async () => {
    mock.on(PutEventsCommand).rejects(Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }));
    await expect(put()).rejects.toMatchObject({
      message: expect.stringContaining('AccessDeniedException: not authorized'),
      cause: { name: 'AccessDeniedException' },
    });
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(1);
  });
});

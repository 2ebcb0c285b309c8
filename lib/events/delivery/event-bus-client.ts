import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import pRetry from 'p-retry';
import { impatient } from '../../aws/client-options.ts';
import { awsProblem } from '../../aws/explain-aws-error.ts';

/** One message. */
export interface BusEntry {
  readonly detailType: string;
  readonly time: Date;
  readonly detail: object;
}

/** Takes messages, up to ten at a time. */
export interface EventBus {
  /** Why each entry was not taken, or undefined where it was. Throws where none could be sent. */
  put(entries: readonly BusEntry[], signal: AbortSignal): Promise<readonly (string | undefined)[]>;
}

/** How the bus is reached. */
export interface BusConnection {
  /** Name, or ARN. */
  readonly bus: string;
  /** First pause before what was not taken is sent again, in milliseconds; doubled each time. */
  readonly pauseMs?: number;
}

/** `source` of every entry, by which rules select them. */
const busSource = 'dns-herald';

/** Tries after the first one, for entries that were not taken; the SDK retries whole requests itself. */
const retries = 2;

/** A client of the bus, in its region. Honours `AWS_ENDPOINT_URL`. Loaded only where a bus is set. */
export function connectEventBus({ bus, pauseMs = 200 }: BusConnection): EventBus {
  const region = regionOf(bus);
  const client = new EventBridgeClient({ ...impatient, ...(region !== undefined && { region }) });
  return {
    async put(entries, signal) {
      const problems: (string | undefined)[] = entries.map(() => undefined);
      let open = [...entries.entries()];
      const attempt = async (): Promise<void> => {
        const answers = await send(
          client,
          bus,
          open.map(([, entry]) => entry),
          signal,
        );
        open.forEach(([index], place) => {
          problems[index] = problemOf(answers[place]);
        });
        open = open.filter(([index], place) => problems[index] !== undefined && isWorthAnother(answers[place]));
        if (open.length > 0) throw new NotTaken();
      };
      const again = { retries, minTimeout: pauseMs, randomize: true, signal };
      await pRetry(attempt, { ...again, shouldRetry: ({ error }) => error instanceof NotTaken }).catch((error) => {
        if (error instanceof NotTaken) return;
        const problem = awsProblem(error);
        // What the bus has taken before stays taken.
        if (open.length === entries.length) throw new Error(problem, { cause: error });
        for (const [index] of open) problems[index] = problem;
      });
      return problems;
    },
  };
}

class NotTaken extends Error {}

/** `arn:aws:events:eu-west-1:123456789012:event-bus/audit`; a name has no colon. */
const regionOf = (bus: string): string | undefined => bus.split(':')[3];

async function send(
  client: EventBridgeClient,
  bus: string,
  entries: readonly BusEntry[],
  abortSignal: AbortSignal,
): Promise<readonly PutEventsResultEntry[]> {
  const Entries = entries.map(({ detailType, time, detail }) => ({
    EventBusName: bus,
    Source: busSource,
    DetailType: detailType,
    Time: time,
    Detail: JSON.stringify(detail),
  }));
  const answer = await client.send(new PutEventsCommand({ Entries }), { abortSignal });
  return answer.Entries ?? [];
}

/** What was taken has an id (EventBridge API reference, PutEventsResultEntry). */
function problemOf(answer: PutEventsResultEntry = {}): string | undefined {
  const { EventId, ErrorCode = 'no answer', ErrorMessage = 'not taken' } = answer;
  return EventId === undefined ? `${ErrorCode}: ${ErrorMessage}` : undefined;
}

/** What would be refused again (EventBridge API reference, PutEventsResultEntry, "Non-retryable errors"). */
const lasting: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'InvalidAccountIdException',
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'RedactionFailure',
]);

const isWorthAnother = ({ ErrorCode = '' }: PutEventsResultEntry = {}): boolean => !lasting.has(ErrorCode);

import { awsFailure } from '../aws/explain-aws-error.ts';
import { errorMessage } from '../error-message.ts';
import { awsCheck, type Check, type Finding, failed, ok, unchecked } from './check.ts';
import type { AwsPatient } from './patient.ts';

/** Tries to send to the event bus; nothing without one. */
export async function busChecks(patient: AwsPatient): Promise<readonly Check[]> {
  const { eventBus: bus } = patient.config;
  if (bus === undefined) return [];
  return [awsCheck(`events:PutEvents on ${bus}`, await tryBus(patient, bus))];
}

/**
 * Sends an event without a type, which no bus takes. Who may not send is told so in its place. That the bus exists
 * cannot be learnt this way: EventBridge takes events for one that does not, and drops them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html
 */
async function tryBus({ eventBus, signal }: AwsPatient, bus: string): Promise<Finding> {
  try {
    const [problem = ''] = (await eventBus?.put([{ detailType: '', time: new Date(0), detail: {} }], signal)) ?? [];
    if (/^(AccessDenied|NotAuthorized)/.test(problem)) return failed(problem, `allow events:PutEvents on ${bus}`);
    if (/^(InvalidArgument|MalformedDetail)/.test(problem))
      return ok(`tried with an event that no bus takes; ${whetherItExists(bus)}`);
    return unchecked(problem === '' ? 'EventBridge took an event without a type' : problem);
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return awsFailure(cause) === 'denied'
      ? failed(errorMessage(error), `allow events:PutEvents on ${bus}, or let the policy of the bus allow it`)
      : failed(errorMessage(error), 'give credentials and a region with which EventBridge can be reached');
  }
}

const whetherItExists = (bus: string): string =>
  `whether the bus exists, this tells: aws events describe-event-bus --name ${bus}`;

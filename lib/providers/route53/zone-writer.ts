import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { Cause } from '../../endpoint/cause.ts';
import type { ChangeError, Verdict } from '../../plan/change.ts';
import type { ApplyContext } from '../provider.ts';
import { type BatchLimits, pack } from './batch.ts';
import { blamedFor, inOrder } from './blame.ts';
import { codeOf, detailsOf, failureText, isAboutContent, isRefusal, isZoneFull, textOf } from './change-errors.ts';
import { type Fate, fateOf } from './lost-answer.ts';
import type { RefusalMemory } from './refused-before.ts';
import type { Transaction } from './transaction.ts';

/** All changes of a transaction share what became of it. */
export type Verdicts = readonly (readonly [Transaction, Verdict])[];

/**
 * Requests that one run spends on bad records of one zone, beyond one for each batch: enough for three records that
 * no error names in a full batch, at two for each halving of it, with some to spare.
 */
export const searchRequests = 64;

/** These say that no batch of the zone can go through; sending the others would only cost requests. */
const zoneWideCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidClientTokenId',
  'NoSuchHostedZone',
  'SignatureDoesNotMatch',
]);

/** What was refused in an earlier run, and what it is told where it is not tried. */
interface Suspect {
  readonly member: Transaction;
  readonly verdict: Verdict;
}

/** What writing a zone works with. */
export interface ZoneWriting {
  readonly client: Route53Client;
  readonly limits: BatchLimits;
  readonly context: ApplyContext;
  readonly memory: RefusalMemory;
}

/** Writes one zone in one run, a batch at a time. */
export class ZoneWriter {
  readonly #client: Route53Client;
  readonly #limits: BatchLimits;
  readonly #context: ApplyContext;
  readonly #memory: RefusalMemory;
  #searchesLeft = searchRequests;
  /** What ended the sending: of everything, or of the batch that is being searched. */
  #ended: { readonly verdict: Verdict; readonly scope: 'zone' | 'batch' } | undefined;

  constructor({ client, limits, context, memory }: ZoneWriting) {
    this.#client = client;
    this.#limits = limits;
    this.#context = context;
    this.#memory = memory;
  }

  /** Sends full batches first, then one by one what was refused in an earlier run and may be tried again. */
  async write(members: readonly Transaction[]): Promise<Verdicts> {
    const good: Transaction[] = [];
    const suspects: Suspect[] = [];
    const verdicts: (readonly [Transaction, Verdict])[] = [];
    for (const member of members) {
      const standing = this.#memory.standing(member);
      if (standing.state === 'good') good.push(member);
      else if (standing.state === 'suspect') suspects.push({ member, verdict: asBefore(standing) });
      else verdicts.push([member, asBefore(standing)]);
    }
    for (const batch of pack(good, this.#limits)) verdicts.push(...(await this.#begin(() => this.#send(batch))));
    return [...verdicts, ...(await this.#begin(() => this.#retry(suspects)))];
  }

  /** As one batch would be: what ends the first one, such as throttling, ends all. */
  async #retry(suspects: readonly Suspect[]): Promise<Verdicts> {
    const verdicts: (readonly [Transaction, Verdict])[] = [];
    for (const { member, verdict } of suspects) verdicts.push(...(await this.#search([member], verdict)));
    return verdicts;
  }

  /** What ended the search of one batch does not end the next. */
  #begin(send: () => Promise<Verdicts>): Promise<Verdicts> {
    if (this.#ended?.scope === 'batch') this.#ended = undefined;
    return send();
  }

  /**
   * Sends a batch, and when it is refused finds who is to blame, never by sending the records one by one:
   *
   * | refused because of                   | then                                                            |
   * |--------------------------------------|-----------------------------------------------------------------|
   * | changes that a lost attempt has made | all succeeded                                                   |
   * | the zone being full                  | what adds to it fails; the rest is sent again                   |
   * | records it names or counts           | those fail; the rest is sent again, in one request              |
   * | content it does not name             | each half is sent; a half of one record has found the fault     |
   * | anything else                        | all fail: throttling, rights and outages do not fan out         |
   */
  async #send(batch: readonly Transaction[]): Promise<Verdicts> {
    if (this.#ended !== undefined) return sameForAll(batch, this.#ended.verdict);
    const { signal } = this.#context;
    const stop = signal.aborted ? stopped : await this.#context.stop();
    if (stop !== undefined) return sameForAll(batch, { status: 'Skip', cause: stop });
    try {
      await this.#request(batch);
    } catch (error) {
      if (!isAboutContent(error)) return this.#end(batch, error);
      const fate = await fateOf(this.#client, batch, error, signal);
      if (fate !== 'made') return this.#isolate(batch, error, fate);
    }
    for (const each of batch) this.#memory.done(each);
    return sameForAll(batch, { status: 'Success' });
  }

  async #request(batch: readonly Transaction[]): Promise<void> {
    const [first] = batch;
    const Changes = inOrder(batch).map(({ operation }) => operation);
    await this.#client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: first?.zone.id, ChangeBatch: { Changes } }),
      { abortSignal: this.#context.signal },
    );
  }

  #end(batch: readonly Transaction[], error: unknown): Verdicts {
    const failed = (fate: Unmade): Verdict => ({ status: 'Failed', error: failureOf(error, textOf(error), fate) });
    // Only what was sent may have been made.
    this.#ended = { verdict: failed('not-made'), scope: zoneWideCodes.has(codeOf(error)) ? 'zone' : 'batch' };
    return sameForAll(batch, failed(isRefusal(error) ? 'not-made' : 'unknown'));
  }

  async #isolate(batch: readonly Transaction[], error: unknown, fate: Unmade): Promise<Verdicts> {
    const blamed = blamedFor(error, batch);
    if (blamed.size === 0 && batch.length > 1) return this.#halve(batch);
    const guilty = blamed.size === 0 ? batch.map((each) => [each, textOf(error)] as const) : [...blamed];
    const faults = guilty.map(([transaction, text]) => [transaction, failureOf(error, text, fate)] as const);
    // Neither a full zone nor a change that may be made says anything of the record.
    if (!isZoneFull(error) && fate === 'not-made') for (const fault of faults) this.#memory.refused(...fault);
    const rest = await this.#search(batch.filter((each) => !guilty.some(([transaction]) => transaction === each)));
    return [
      ...faults.map(([transaction, failure]) => [transaction, { status: 'Failed', error: failure }] as const),
      ...rest,
    ];
  }

  /** Where the first half goes through, the fault is in the second, which need not be sent to be refused. */
  async #halve(batch: readonly Transaction[]): Promise<Verdicts> {
    const middle = Math.ceil(batch.length / 2);
    const [left, right] = [batch.slice(0, middle), batch.slice(middle)];
    const first = await this.#search(left);
    const isInRight = right.length > 1 && first.every(([, { status }]) => status === 'Success');
    return [...first, ...(await (isInRight ? this.#halve(right) : this.#search(right)))];
  }

  /** Sends what is left of a refused batch, while the run can spend requests on it; else they have the other verdict. */
  async #search(batch: readonly Transaction[], otherwise: Verdict = searchEnded): Promise<Verdicts> {
    if (batch.length === 0) return [];
    if (this.#searchesLeft === 0) return sameForAll(batch, otherwise);
    this.#searchesLeft -= 1;
    return this.#send(batch);
  }
}

const sameForAll = (batch: readonly Transaction[], verdict: Verdict): Verdicts =>
  batch.map((each) => [each, verdict] as const);

const stopped: Cause = { code: 'Deferred', problem: 'the run was stopped before this was written' };

const searchEnded: Verdict = {
  status: 'Skip',
  cause: {
    code: 'Deferred',
    problem:
      'Route 53 refused a batch that it was in, and the run had no requests left to find out which of its records are to blame; the next run goes on',
  },
};

const asBefore = ({ error }: { readonly error: ChangeError }): Verdict => ({ status: 'Failed', error });

type Unmade = Exclude<Fate, 'made'>;

const failureOf = (error: unknown, text: string, fate: Unmade): ChangeError => ({
  ...detailsOf(error),
  message: failureText(error, text),
  ...(fate === 'unknown' && { effect: 'unknown' as const }),
});

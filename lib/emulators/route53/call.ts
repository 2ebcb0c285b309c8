import type { Account } from './account.ts';
import type { ChangeBatch } from './change-request.ts';
import type { Document } from './xml.ts';

/** One request, parsed as far as every operation needs it. */
export interface Call {
  readonly action: string;
  /** Path parameters: `id`, `type`, `resourceType`. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Absent when there was no body. */
  readonly body: Document | undefined;
  /** The changes, when it is a change batch that fits the API's model. */
  readonly batch: ChangeBatch | undefined;
}

/** A successful answer: the root element and what is in it. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly root: string;
  readonly content: object;
}

/** One API operation. It throws Route53Error for an answer that is an error. */
export type Operation = (account: Account, call: Call) => Reply;

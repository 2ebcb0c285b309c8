import type { CauseCode } from '../endpoint/cause.ts';
import type { RecordType, Zone } from '../endpoint/endpoint.ts';
import type { Change } from '../plan/change.ts';

/** The whole trail of a name or an object, as the handler returns it. A contract: names and meanings stay. */
export interface Trail {
  /** `api.example.com` or `Ingress/shop/web`. */
  readonly question: string;
  /** In whose name this instance writes; absent with the noop registry. */
  readonly owner?: string;
  readonly sources: readonly TrailSource[];
  readonly objects: readonly TrailObject[];
  readonly names: readonly string[];
  /** The hosted zones that enclose the names, among those that this instance sees. */
  readonly zones: readonly Zone[];
  readonly records: readonly TrailRecord[];
  readonly decisions: readonly Decision[];
  /** Of the objects above and those that the ownership rows name, newest first. */
  readonly events: readonly TrailEvent[];
  /** Sentences on what could not be looked at. */
  readonly notes: readonly string[];
  readonly outcome: Conclusion;
  readonly calls: { readonly kubernetes: number; readonly route53: Readonly<Record<string, number>> };
}

/** What one source read. */
export interface TrailSource {
  readonly name: string;
  /** Objects that it read. */
  readonly objects: number;
  /** `missing`: the cluster does not know the resource. */
  readonly state: 'read' | 'missing' | 'failed';
  readonly error?: string;
}

/** An object that asks for one of the names, or is asked about. */
export interface TrailObject {
  readonly object: string;
  readonly source: string;
  readonly filters: readonly FilterVerdict[];
  readonly asks: readonly Wish[];
  /** Clauses on what of its wishes is not used, such as a malformed annotation. */
  readonly warnings: readonly string[];
}

/** What one filter said of one object. */
export interface FilterVerdict {
  /** `--label-filter=app=web`. */
  readonly filter: string;
  readonly passes: boolean;
}

/** What is asked for, or held, at a name. */
export interface Wish {
  readonly dnsName: string;
  readonly recordType?: RecordType;
  readonly targets: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
}

/** A record set that DNS holds now. */
export interface TrailRecord extends Wish {
  readonly recordType: RecordType;
  readonly setIdentifier?: string;
  readonly zone: string;
  readonly zoneId: string;
  /** `record`: at a name asked about. `wildcard`: what resolvers get instead. `orphan`: a row whose record is gone. */
  readonly role: 'record' | 'wildcard' | 'orphan';
  /** Several where the row is ambiguous. */
  readonly owners: readonly string[];
  /** The object that the row names: `ingress/shop/web`. */
  readonly resource?: string;
  /** The ownership row. */
  readonly row?: Wish;
}

/** What the plan decides about one record or wish. */
export interface Decision {
  readonly dnsName: string;
  readonly recordType?: RecordType;
  readonly setIdentifier?: string;
  readonly zone?: string;
  readonly action: Change['action'];
  readonly cause?: CauseCode;
  /** A sentence that stands alone. */
  readonly message: string;
  /** Whether a person has to mend something. */
  readonly problem: boolean;
  /** Whom it concerns: `Service/shop/web`. */
  readonly refs: readonly string[];
}

/** What an object was told. */
export interface TrailEvent {
  readonly object: string;
  /** When it was last written, RFC 3339. */
  readonly time: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** As the event's annotation says: `OwnerConflict`. */
  readonly cause?: string;
}

/** The end of the trail: a cause, a write that the next run makes, or why there is nothing to decide. */
export interface Conclusion {
  readonly code: CauseCode | Exclude<Change['action'], 'None'> | Ending;
  readonly message: string;
  readonly problem: boolean;
}

/**
 *     Failed             the next run tries again what the last one could not do
 *     FilteredOut        a filter leaves out the object that asks
 *     NotAsked           no object asks for the name
 *     AsksForNothing     the object asks for no name
 *     NoSuchObject       the object is not in the cluster
 *     SourceNotEnabled   no enabled source reads objects of this kind
 */
export type Ending = 'Failed' | 'FilteredOut' | 'NotAsked' | 'AsksForNothing' | 'NoSuchObject' | 'SourceNotEnabled';

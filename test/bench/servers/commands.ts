/** Where the servers listen, and how they are entered. */
export interface Entrance {
  /** YAML. */
  readonly kubeconfig: string;
  readonly route53Url: string;
}

/** What the servers saw since the last reset. */
export interface Traffic {
  readonly kubernetes: number;
  readonly route53: number;
  /** ChangeResourceRecordSets among the requests to Route 53. */
  readonly changes: number;
  /** Both servers, on the wire. */
  readonly bytesRead: number;
  /** Events that the cluster stored. */
  readonly events: number;
}

/** What a zone holds besides its own SOA and NS. */
export interface ZoneContent {
  readonly recordSets: number;
  /** Values of all record sets; an alias counts as one. */
  readonly elements: number;
  /** Characters of those values. */
  readonly characters: number;
}

/** A namespace of the cluster and the hosted zone that its names belong to. */
export interface Place {
  readonly namespace: string;
  /** Without the trailing dot. */
  readonly zone: string;
}

/** What the process with the servers can be told. Each answer is data, as it crosses a process border. */
export interface ServerCommands {
  start(): Promise<Entrance>;
  /** How many requests a second Route 53 admits from now on; undefined admits all. */
  admit(requestsPerSecond: number | undefined): Promise<void>;
  /** Stores objects as they are. */
  apply(manifests: readonly object[]): Promise<void>;
  /** Makes the zone of a place empty, and new where there is none. */
  emptyZone(place: Place): Promise<void>;
  removeZone(place: Place): Promise<void>;
  /** Forgets every event, so that a run writes them anew. */
  forgetEvents(): Promise<void>;
  zoneContent(place: Place): Promise<ZoneContent>;
  /** What was seen since the last call. */
  takeTraffic(): Promise<Traffic>;
}

/** A call on its way to the servers. */
export interface Call {
  readonly id: number;
  readonly command: keyof ServerCommands;
  readonly argument: unknown;
}

/** Its answer. */
export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly problem: string };

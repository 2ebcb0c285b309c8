import type { ZoneContent } from './servers/commands.ts';

/** Objects in a page of the cluster (lib/cluster/list-pages.ts). */
const objectsPerPage = 2500;

/** Route 53's own figures (AWS API reference and developer guide, "Quotas"). */
const route53 = { recordSetsPerPage: 300, elementsPerBatch: 1000, charactersPerBatch: 32_000 };

/** Of a whole account. */
export const requestsPerSecond = 5;

/** A zone holds its SOA and NS as well. */
const ownSets = 2;

/** The fewest requests that list so many objects. */
export const listRequests = (objects: number): number => Math.max(1, Math.ceil(objects / objectsPerPage));

/** The fewest requests that read the zones and one zone with so many record sets. */
export const readRequests = (recordSets: number): number =>
  1 + Math.ceil((recordSets + ownSets) / route53.recordSetsPerPage);

/** The fewest batches that hold what a zone holds. */
export const packingMinimum = ({ elements, characters }: ZoneContent): number =>
  Math.ceil(Math.max(elements / route53.elementsPerBatch, characters / route53.charactersPerBatch));

/** How long so many requests take an account that asks for nothing else, in milliseconds. */
export const accountTimeMs = (requests: number): number => (requests / requestsPerSecond) * 1000;

/** The memory of the function that 10,000 Services are promised to fit in. */
export const functionMiB = 512;

/** The account's request rate: so many calls within any one second (developer guide, "Quotas", API requests). */
export class Throttle {
  readonly #now: () => Date;
  #perSecond: number | undefined;
  #admitted: number[] = [];

  constructor(now: () => Date, perSecond: number | undefined) {
    this.#now = now;
    this.#perSecond = perSecond;
  }

  /** Sets the rate; undefined admits everything. */
  limit(perSecond: number | undefined): void {
    this.#perSecond = perSecond;
    this.#admitted = [];
  }

  /** Whether a request may pass now. Refused ones do not count against the rate. */
  admit(): boolean {
    if (this.#perSecond === undefined) return true;
    const now = this.#now().getTime();
    this.#admitted = this.#admitted.filter((time) => now - time < 1000);
    if (this.#admitted.length >= this.#perSecond) return false;
    this.#admitted.push(now);
    return true;
  }
}

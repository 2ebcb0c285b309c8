import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostname, hostnameList, targetList } from '../names.ts';

const { FAULTS_SEED, FAULTS_FUZZ = '2000' } = process.env;

const seed = FAULTS_SEED === undefined ? {} : { seed: Number(FAULTS_SEED) };

/** How often each law is tried, and from which seed. */
export const fuzzRuns = { numRuns: Number(FAULTS_FUZZ), ...seed };

/** Processor time of one reading of 100,000 characters or so, in milliseconds: far above what linear work needs. */
const boundMs = 2_000;

/** The same for what it keeps in memory, in MiB. */
const boundMib = 256;

type Refusal = abstract new (...args: never[]) => Error;

/** A reader of what others wrote, and the one error that it may throw. */
export interface Reader {
  readonly title: string;
  readonly read: (text: string) => unknown;
  readonly throws?: Refusal;
  /** What makes up its language: random texts are joined from these. */
  readonly words: readonly string[];
  /** Characters of what it has to read in bounded time; 100,000 where absent. */
  readonly length?: number;
}

/** What it gives, or the refusal that it may throw; anything else that it throws is a bug. */
export function attempt(read: () => unknown, throws: Refusal | undefined): unknown {
  try {
    return read();
  } catch (error) {
    if (throws !== undefined && error instanceof throws) return error.message;
    throw error;
  }
}

/** The time of this process alone counts: other work of a busy machine does not. */
function bounded(read: () => unknown): void {
  const before = process.cpuUsage();
  const heap = process.memoryUsage().heapUsed;
  read();
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(boundMs);
  expect((process.memoryUsage().heapUsed - heap) / 2 ** 20).toBeLessThan(boundMib);
}

/** Sentences of a language's own words, with noise between. */
const sentence = (words: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...words) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''));

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Holds each reader to its laws: a value or its own error, in bounded time and memory. */
export const fuzz = (readers: readonly Reader[]): void =>
  describe.each(readers)('reading $title', ({ read, throws, words, length = 100_000 }) => {
    it('gives a value or its own error, whatever is written', () => {
      const written = fc.oneof(sentence(words), hostname, hostnameList, targetList, fc.json());
      fc.assert(
        fc.property(written, (text) => void attempt(() => read(text), throws)),
        fuzzRuns,
      );
    });

    it('takes bounded time for one word, or two, over and over', () => {
      const pairs = words.flatMap((first) => words.map((second) => (first === second ? first : first + second)));
      const chosen = fc.sample(fc.constantFrom(...pairs), { numRuns: 40, ...seed });
      for (const unit of new Set([...words, ...chosen]))
        bounded(() => attempt(() => read(repeated(unit, length)), throws));
      for (const word of words) bounded(() => attempt(() => read(word + repeated('a', length)), throws));
    });
  });

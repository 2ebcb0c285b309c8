import { type Zippable, zipSync } from 'fflate';

/** Files by their path in the archive. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** The beginning of time for zip archives. A release has no other: the same files are to give the same bytes. */
const mtime = new Date(1980, 0, 1);

/** Readable by everybody, as Lambda needs it, and what archives that were made on Unix tell. */
const attributes = (0o100644 << 16) >>> 0;
const unix = 3;

/** A zip archive whose bytes depend on its files alone: no time, no order and no rights of this machine are in it. */
export function archive(files: Files): Uint8Array {
  const entries = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
  const zippable: Zippable = Object.fromEntries(
    entries.map(([path, content]) => [path, [content, { mtime, attrs: attributes, os: unix, level: 9 }]]),
  );
  return zipSync(zippable);
}

/** The newest version that a changelog tells of, in the form of Keep a Changelog. */
export interface Section {
  readonly version: string;
  /** `2026-11-22`. */
  readonly date: string;
  /** What stands under its heading. */
  readonly text: string;
}

const heading = /^## \[([^\]]+)\] - (\d{4}-\d{2}-\d{2})$/gm;

/**
 * What the changelog says of the version that is released.
 * @throws Error where the newest version in it is another one, or nothing is said of it.
 * @see https://keepachangelog.com/en/1.1.0/
 */
export function sectionOf(changelog: string, version: string): Section {
  const [newest, before] = [...changelog.matchAll(heading)];
  const [whole = '', found = '', date = ''] = newest ?? [];
  if (newest === undefined || found !== version)
    throw new Error(
      `CHANGELOG.md has ${found || 'no version'} as its newest version, and package.json says ${version}; write "## [${version}] - DATE" and what changed.`,
    );
  const text = changelog.slice(newest.index + whole.length, before?.index).trim();
  if (text === '') throw new Error(`CHANGELOG.md says nothing of ${version}; write what changed under its heading.`);
  return { version, date, text };
}

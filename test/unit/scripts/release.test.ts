import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { archive } from '../../../scripts/release/archive.ts';
import { sectionOf } from '../../../scripts/release/changelog.ts';
import { releaseNotes } from '../../../scripts/release/notes.ts';

const files = { 'dist/sync.cjs': Buffer.from('exports.handler = 1;'), 'a.tf': Buffer.from('# a') };

describe('an archive', () => {
  it('has the same bytes for the same files, in whatever order and at whatever time', () => {
    const turned = Object.fromEntries(Object.entries(files).reverse());
    expect(archive(turned)).toEqual(archive(files));
  });

  it('gives back what it holds', () => {
    const held = Object.entries(unzipSync(archive(files))).map(([path, bytes]) => [path, Buffer.from(bytes)]);
    expect(Object.fromEntries(held)).toEqual(files);
  });

  it('tells other files apart', () => {
    expect(archive({ ...files, 'a.tf': Buffer.from('# b') })).not.toEqual(archive(files));
  });
});

const changelog = `# Changelog

## [0.2.0] - 2026-12-01

### Added

- Two.

## [0.1.0] - 2026-11-01

- One.
`;

describe('the changelog', () => {
  it('gives what it says of the version that is released, up to the version before', () => {
    expect(sectionOf(changelog, '0.2.0')).toEqual({
      version: '0.2.0',
      date: '2026-12-01',
      text: '### Added\n\n- Two.',
    });
  });

  it.each([
    [
      'a version that it does not know',
      changelog,
      '0.3.0',
      'has 0.2.0 as its newest version, and package.json says 0.3.0',
    ],
    ['a version that is not its newest', changelog, '0.1.0', 'has 0.2.0 as its newest version'],
    ['no version', '# Changelog\n', '0.1.0', 'has no version as its newest version'],
    ['a version that it says nothing of', '## [0.1.0] - 2026-11-01\n', '0.1.0', 'says nothing of 0.1.0'],
  ])('refuses %s', (_, text, version, sentence) => {
    expect(() => sectionOf(text, version)).toThrow(sentence);
  });
});

it('the notes of a release hold what changed, and name its files', () => {
  const notes = releaseNotes('dns-herald', sectionOf(changelog, '0.2.0'));
  expect(notes).toMatch(/^# dns-herald 0\.2\.0, 2026-12-01\n\n## Added\n\n- Two\.\n/);
  expect(notes).toContain('`dns-herald-sync-0.2.0.zip`');
});

import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const script = (file: string, ...args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

describe.each([
  ['sizing', 'scripts/sizing.ts'],
  ['release', 'scripts/release.ts'],
  ['new-source', 'scripts/new-source.ts'],
  ['bench', 'test/bench/run.ts'],
  ['test:faults', 'test/faults/run.ts'],
  ['test:sensitivity', 'test/faults/sensitivity.ts'],
])('npm run %s', (name, file) => {
  it('says with --help what it is for and which flags it takes', async () => {
    const { code, stdout } = await script(file, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^npm run ${name}.*:.*\n\n  --`));
  });

  it('names a flag that it does not know, before its usage and without a stack trace', async () => {
    const { code, stdout, stderr } = await script(file, '--nonsense');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Unknown option '--nonsense'.*\n\nnpm run ${name}`));
  });
});

import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const script = (name: string, ...args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [`scripts/${name}.ts`, ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

describe.each(['sizing', 'release', 'new-source'])('npm run %s', (name) => {
  it('says with --help what it is for and which flags it takes', async () => {
    const { code, stdout } = await script(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^npm run ${name}.*:.*\n\n  --`));
  });

  it('names a flag that it does not know, before its usage and without a stack trace', async () => {
    const { code, stdout, stderr } = await script(name, '--nonsense');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Unknown option '--nonsense'.*\n\nnpm run ${name}`));
  });
});

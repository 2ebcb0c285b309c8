import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = process.cwd();
let copy: string;

/** A copy of what the scaffold changes and of what holds it to the rules. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'dns-herald-scaffold-'));
  for (const part of ['lib', 'scripts', 'test', 'package.json', 'jest.config.js']) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rm(copy, { recursive: true }));

const scaffold = (...args: readonly string[]) =>
  run(process.execPath, ['scripts/new-source.ts', ...args], { cwd: copy });

/** The outcome of a suite in the copy: exit code, and what jest said. */
async function suite(pattern: string): Promise<{ readonly code: number; readonly output: string }> {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--rootDir', copy, pattern];
  const settled = await run(process.execPath, jest, { cwd: copy }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: { readonly code: number; readonly stderr: string }) => error,
  );
  return { code: settled.code, output: settled.stderr };
}

describe('npm run new-source', () => {
  it('refuses a name that is not in kebab-case', async () => {
    await expect(scaffold('AcmeRoute')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('kebab-case'),
    });
  });

  it('writes a source whose suite fails until it is filled in', async () => {
    await scaffold('acme-route', '--kind=AcmeRoute', '--api-version=acme.example/v1');
    expect(await readFile(join(copy, 'lib/sources/index.ts'), 'utf8')).toContain(
      "import { acmeRoute } from './acme-route.ts';",
    );
    const { code, output } = await suite('test/unit/sources/fixtures');
    expect(code).toBe(1);
    expect(output).toContain('Say what AcmeRoute one publishes');
  });

  it('overwrites nothing', async () => {
    await expect(scaffold('ingress')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists already'),
    });
  });
});

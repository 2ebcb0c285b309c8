import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { askDns } from '../../functions/local/dns-answers.ts';
import type { Report } from '../../lib/report/report.ts';
import { commandLine, startCommandLine } from '../support/command-line.ts';

interface Addresses {
  readonly environment: Readonly<Record<string, string>>;
  readonly dnsPort: number;
}

let running: ReturnType<typeof startCommandLine> | undefined;

afterEach(async () => {
  running?.child.kill();
  await running?.outcome;
});

async function serve(): Promise<Addresses> {
  running = startCommandLine(['serve', '--output=json']);
  if (running.child.stdout === null) throw new Error('The command has no stdout.');
  const [text]: string[] = await once(running.child.stdout, 'data');
  return JSON.parse(text ?? '');
}

describe('npm run local', () => {
  it('serves npm run sync under the environment that it prints, and DNS what that wrote', async () => {
    const { environment, dnsPort } = await serve();
    const flags = ['--source=service', '--route53-requests-per-second=1000', '--output=json'];
    const { stdout } = await commandLine(['sync', ...flags], environment);
    const { counts }: Report = JSON.parse(stdout);
    expect(counts).toMatchObject({ created: 8, failed: 0 });
    expect(await askDns(dnsPort, 'api.example.com', 'A')).toMatchObject({ values: ['198.51.100.10'], ttl: 60 });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s and leaves no kubeconfig behind', async (signal) => {
    const { environment } = await serve();
    const kubeconfig = environment['KUBECONFIG'] ?? '';
    expect(existsSync(kubeconfig)).toBe(true);
    running?.child.kill(signal);
    expect(await running?.outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(existsSync(kubeconfig)).toBe(false);
  });

  it('refuses the flags of a run, which it does not make', async () => {
    const { exitCode, stderr } = await commandLine(['serve', '--source=service', '--prot=1']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--source has no place here: npm run local makes no run; give it to npm run sync.\n');
    expect(stderr).toContain('--prot is not a flag of dns-herald');
  });
});

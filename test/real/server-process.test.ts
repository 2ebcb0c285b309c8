import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { access, mkdtemp } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LOOPBACK } from './loopback.ts';
import { type ServerCommand, ServerProcess } from './server-process.ts';

const shell = async (script: string): Promise<ServerCommand> => {
  const folder = await mkdtemp(join(tmpdir(), 'dns-herald-process-'));
  return { name: 'sample', command: 'sh', args: ['-c', script], folder };
};

describe('a server process', () => {
  it('that ends before it answers fails with its exit code and the end of its log', async () => {
    const server = new ServerProcess(await shell('echo to stdout; echo to stderr >&2; exit 3'));
    const never = () => Promise.reject(new Error('no answer'));
    await expect(server.until(never)).rejects.toThrow(/^sample ended with code 3.*\n(.*\n)*to std/);
  });

  it('that is stopped has gone together with its folder', async () => {
    const command = await shell('sleep 600');
    const server = new ServerProcess(command);
    await server.stop();
    await expect(access(command.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('dies with the process that started it, even of SIGKILL, and leaves no folder', async () => {
    const listener = createServer().listen(0, LOOPBACK);
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const sample = await shell('');
    const client = { ...sample, command: process.execPath, args: ['-e', `net.connect(${port}, '${LOOPBACK}')`] };
    const module = JSON.stringify(join(import.meta.dirname, 'server-process.ts'));
    const script = `import { ServerProcess } from ${module}; new ServerProcess(${JSON.stringify(client)});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const [connection]: Socket[] = await once(listener, 'connection');
    const watcher = watch(sample.folder);
    const ends = Promise.all([connection && once(connection.resume(), 'close'), once(watcher, 'change')]);
    parent.kill('SIGKILL');
    await ends;
    await expect(access(sample.folder)).rejects.toMatchObject({ code: 'ENOENT' });
    watcher.close();
    listener.close();
  });
});

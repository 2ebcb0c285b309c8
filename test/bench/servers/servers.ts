import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Call, Reply, ServerCommands } from './commands.ts';

/** Both servers in a process of their own. */
export type Servers = ServerCommands & AsyncDisposable;

/** Starts the process; the servers start with the command. A command that fails there rejects here, with its stack. */
export function startServers(): Servers {
  const child = fork(join(import.meta.dirname, 'serve.ts'), { serialization: 'advanced' });
  const pending = new Map<number, (reply: Reply) => void>();
  child.on('message', (reply: Reply) => pending.get(reply.id)?.(reply));
  child.on('exit', (code) => {
    for (const [id, settle] of pending) settle({ id, problem: `the servers' process ended with code ${code}` });
  });
  const call =
    <Command extends keyof ServerCommands>(command: Command) =>
    (argument?: Parameters<ServerCommands[Command]>[0]): ReturnType<ServerCommands[Command]> =>
      send(child, pending, command, argument) as ReturnType<ServerCommands[Command]>;
  return {
    start: call('start'),
    admit: call('admit'),
    apply: call('apply'),
    emptyZone: call('emptyZone'),
    removeZone: call('removeZone'),
    forgetEvents: call('forgetEvents'),
    zoneContent: call('zoneContent'),
    takeTraffic: call('takeTraffic'),
    [Symbol.asyncDispose]: async () => {
      child.disconnect();
    },
  };
}

let calls = 0;

async function send(
  child: ChildProcess,
  pending: Map<number, (reply: Reply) => void>,
  command: Call['command'],
  argument: unknown,
): Promise<unknown> {
  calls += 1;
  const id = calls;
  const reply = await new Promise<Reply>((resolve) => {
    pending.set(id, resolve);
    child.send({ id, command, argument } satisfies Call);
  });
  pending.delete(id);
  if ('problem' in reply) throw new Error(`The servers could not ${command}: ${reply.problem}`);
  return reply.result;
}

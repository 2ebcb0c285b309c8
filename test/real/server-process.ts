import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setInterval } from 'node:timers/promises';

/**
 * Runs the command after the folder's name, until it ends or stdin does. Stdin ends with the process that holds its other end,
 * however that one dies (SIGKILL included), so no server and no folder outlives the tests. SIGKILL, because what the
 * server would still write is removed in the next moment. From then on the shell itself says nothing: a word into a pipe
 * that nobody reads would end it before it has removed the folder.
 */
const SUPERVISOR = `
folder=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
exec >/dev/null 2>&1
{ read -r _ <&3; kill -KILL "$server"; } &
watch=$!
wait "$server"; code=$?
kill "$watch"
rm -rf "$folder"
exit "$code"
`;

const POLL_MS = 100;
const READY_MS = 300_000;
const TAIL_LINES = 30;
const TAIL_CHARACTERS = 20_000;

/** What to run, and which folder goes when it ends. Servers that share a folder lose it with the last of them. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** A server that ended, or did not answer in time. `message` holds the last lines of its log. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
}

/** A running server, which dies with this process. */
export class ServerProcess implements AsyncDisposable {
  readonly name: string;
  readonly #supervisor: ChildProcess;
  readonly #ended = new AbortController();
  #state: 'starting' | 'ready' | 'stopping' = 'starting';
  #log = '';

  constructor({ name, command, args, folder }: ServerCommand) {
    this.name = name;
    // In a session of its own, so that the terminal's Ctrl-C ends the tests alone, and they (or their death) end this.
    this.#supervisor = spawn('/bin/sh', ['-c', SUPERVISOR, name, folder, command, ...args], { detached: true });
    for (const stream of [this.#supervisor.stdout, this.#supervisor.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log = (this.#log + text).slice(-TAIL_CHARACTERS);
      });
    }
    this.#supervisor.on('close', (code) => this.#end(this.#failure(`ended with code ${code}`)));
  }

  /**
   * Waits until `probe` no longer throws.
   * @throws ServerError when the server ends instead, or does not answer within READY_MS.
   */
  async until(probe: () => Promise<unknown>): Promise<void> {
    let refusal: unknown;
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(READY_MS)]);
    try {
      for await (const _ of setInterval(POLL_MS, undefined, { signal })) {
        try {
          await probe();
          this.#state = 'ready';
          return;
        } catch (cause) {
          refusal = cause;
        }
      }
    } catch {
      this.#ended.signal.throwIfAborted();
    }
    throw this.#failure(`did not answer within ${READY_MS / 1000} s (${refusal})`);
  }

  /** Ends the server at once, and removes its folder. */
  async stop(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#state = 'stopping';
    this.#supervisor.stdin?.end();
    await once(this.#supervisor, 'close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Who waits for the server gets the failure; when nobody does any more, it would show only in what its clients make of it. */
  #end(failure: ServerError): void {
    if (this.#state === 'ready') process.stderr.write(`${failure.message}\n`);
    this.#ended.abort(failure);
  }

  #failure(what: string): ServerError {
    const tail = this.#log.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    return new ServerError(`${this.name} ${what}; the end of its log:\n${tail}`);
  }
}

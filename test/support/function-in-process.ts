import { jest } from '@jest/globals';
import type { Report } from '../../lib/report/report.ts';
import { lambdaContext } from './lambda-context.ts';

/** A function in this process, and what it wrote. */
export interface FunctionInProcess {
  /** Makes a run. */
  readonly invoke: (event: unknown, remainingMs?: number) => Promise<Report>;
  /** All that was written since it was last forgotten. */
  readonly log: () => string;
  /** The lines of it that are JSON. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  readonly forget: () => void;
}

/**
 * Loads `sync` into this process, with this environment in addition to its own. What the process writes is kept from the
 * terminal until `jest.restoreAllMocks()`.
 */
export async function loadSync(
  functionName: string,
  environment: Readonly<Record<string, string>>,
): Promise<FunctionInProcess> {
  Object.assign(process.env, {
    POWERTOOLS_DEV: 'false',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ...environment,
  });
  const written: string[] = [];
  captureInto(written);
  const { handler } = await import('../../functions/sync.ts');
  const log = () => written.join('\n');
  return {
    async invoke(event, remainingMs) {
      const answer = await handler(event, lambdaContext(functionName, remainingMs));
      if ('checks' in answer) throw new TypeError('an examination');
      return answer;
    },
    log,
    lines: () =>
      log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    forget() {
      written.length = 0;
    },
  };
}

/** Powertools writes through a console of its own, so the streams are listened to as well. */
function captureInto(written: string[]): void {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    jest.spyOn(console, method).mockImplementation((...args) => void written.push(args.join(' ')));
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
}

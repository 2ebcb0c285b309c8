import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startMoto } from './moto.ts';

/** Starts moto for the suite that calls this, empty before each test. AWS clients that are told nothing else find it. */
export function motoForSuite(): void {
  const shell = { ...process.env };
  const started = new AsyncDisposableStack();
  let reset: () => Promise<void>;
  beforeAll(async () => {
    const moto = started.use(await startMoto());
    reset = moto.reset;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  beforeEach(() => reset());
  afterAll(async () => {
    process.env = shell;
    await started.disposeAsync();
  });
}

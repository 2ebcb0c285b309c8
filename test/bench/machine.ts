import { arch, cpus, platform, totalmem } from 'node:os';

/** Where the figures come from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMiB: number;
  /** As in `linux x64`. */
  readonly platform: string;
  readonly node: string;
}

/** This machine. */
export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryMiB: Math.round(totalmem() / 1024 / 1024),
  platform: `${platform()} ${arch()}`,
  node: process.version,
});

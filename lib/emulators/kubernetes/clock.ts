/** The emulator's time: creation timestamps and the age of list snapshots follow it. */
export interface EmulatorClock {
  now(): Date;
  /** Moves the time on, in milliseconds. */
  advance(milliseconds: number): void;
}

/** A clock that runs with `source` and can be moved ahead of it. */
export const emulatorClock = (source: () => Date = () => new Date()): EmulatorClock => {
  let ahead = 0;
  return {
    now: () => new Date(source().getTime() + ahead),
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
};

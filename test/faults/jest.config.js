/** The endurance suite: random worlds under random faults, and fuzzed parsers (`npm run test:faults`). */
export default {
  rootDir: '../..',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/support/strip-types.js' },
  testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
  testTimeout: 24 * 3_600_000,
};

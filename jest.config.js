export default {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/support/strip-types.js' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.serverless/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/', '<rootDir>/test/faults/'],
  // Ends what hangs. No test asserts on time: a busy machine may be many times slower than an idle one.
  testTimeout: 120_000,
  // On two cores jest would leave one idle.
  maxWorkers: '100%',
};

import unit from '../../jest.config.js';

/** The tests on real components: what `npm test` runs with, plus binaries built before any test's clock starts. */
export default {
  ...unit,
  rootDir: '../..',
  globalSetup: './test/real/components/before-tests.ts',
  testMatch: ['<rootDir>/test/real/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};

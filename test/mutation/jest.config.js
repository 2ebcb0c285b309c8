import jest from '../../jest.config.js';

/**
 * What Stryker runs for each mutant (`npm run mutation`): the unit tests of what it mutates. Without the laws, which
 * draw their cases: what they alone kill in one run would survive in the next.
 */
export default {
  ...jest,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/unit/{plan,registry,events}/**/*.test.ts'],
  testPathIgnorePatterns: [...jest.testPathIgnorePatterns, '/laws\\.test\\.ts$'],
};

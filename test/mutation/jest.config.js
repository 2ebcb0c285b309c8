import jest from '../../jest.config.js';

/**
 * What Stryker runs for each mutant of an area (run.ts): its unit tests, for each file that is loaded costs every mutant
 * time. Without the laws, which draw their cases: what they alone kill in one run would survive in the next.
 */
export default {
  ...jest,
  rootDir: '../..',
  testMatch: [`<rootDir>/test/unit/${process.env.MUTATION_AREA}/**/*.test.ts`],
  testPathIgnorePatterns: [...jest.testPathIgnorePatterns, '/laws\\.test\\.ts$'],
};

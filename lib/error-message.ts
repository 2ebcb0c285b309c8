/** What was thrown, in its own words: JavaScript lets anything be thrown. */
export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How lib/cluster/client.ts says what the API server answered to a request. */
const refusal = /^(.+?) was answered with (\d{3}: .+)$/s;

/**
 * The same problems, with requests that were refused in the same words as one: credentials that have expired fail every
 * request, and are said once.
 */
export function foldRefusals(problems: readonly string[]): readonly string[] {
  const alike = Map.groupBy([...new Set(problems)], (problem) => refusal.exec(problem)?.[2] ?? problem);
  return [...alike].map(([answer, those]) => {
    const requests = those.flatMap((problem) => refusal.exec(problem)?.[1] ?? []);
    return requests.length < 2 ? those.join('; ') : `${requests.join(', ')} were answered with ${answer}`;
  });
}

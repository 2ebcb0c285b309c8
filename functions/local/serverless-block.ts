import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';

/** The parameter of serverless.yml that fills a variable, by the name of the variable. */
export type Parameters = ReadonlyMap<string, string>;

/** Which variables have a parameter: those whose value is one and nothing else. */
export async function readParameters(): Promise<Parameters> {
  const text = await readFile(new URL('../../serverless.yml', import.meta.url), 'utf8');
  return new Map(
    [...text.matchAll(/^ +(EXTERNAL_DNS_\w+): \$\{param:(\w+)\}$/gm)].map(([, variable = '', name = '']) => [
      variable,
      name,
    ]),
  );
}

/** Settings as serverless.yml takes them: parameters of a stage, and variables that have none. */
export function serverlessBlock(settings: Readonly<Record<string, string>>, parameters: Parameters): string {
  const entries = Object.entries(settings);
  const params = entries.flatMap(([variable, value]) => {
    const name = parameters.get(variable);
    return name === undefined ? [] : [[name, value] as const];
  });
  const environment = entries.filter(([variable]) => !parameters.has(variable));
  return stringify({
    ...(params.length > 0 && { params: { prod: Object.fromEntries(params) } }),
    ...(environment.length > 0 && { provider: { environment: Object.fromEntries(environment) } }),
  });
}

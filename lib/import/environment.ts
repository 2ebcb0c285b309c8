import type { Installation, Note } from './installation.ts';
import { isValues, listOf, textOf, type Values, valueAt } from './values.ts';

/** The part of an installation that its container's `env` and `envFrom` tell. */
export type ReadEnvironment = Pick<Installation, 'environment' | 'without' | 'toDo'>;

/**
 * The variables of a container. Those of ExternalDNS become settings; what comes from a Secret or a ConfigMap is
 * somebody's to fetch, for it is not in the manifest.
 */
export function readContainerEnvironment(env: unknown, envFrom: unknown): ReadEnvironment {
  const variables = listOf(env).filter(isValues);
  const known = variables.flatMap((variable) => {
    const name = textOf(variable['name']);
    const value = textOf(variable['value']);
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const others = known.filter(([name]) => !isOurs(name));
  return {
    environment: Object.fromEntries(known),
    without: [...others.map(([name, value]) => otherVariable(name, value)), ...elsewhere(variables, 'others')],
    toDo: [...elsewhere(variables, 'ours'), ...listOf(envFrom).filter(isValues).map(wholeSource)],
  };
}

const isOurs = (name: string): boolean => name.startsWith('EXTERNAL_DNS_');

/** AWS credentials are named without their values, and so is what nothing is known of. */
function otherVariable(name: string, value: string): Note {
  if (regionNames.includes(name)) return { item: name, value, text: ownRegion };
  if (/^AWS_(ACCESS|SECRET|SESSION)/.test(name)) return { item: name, text: ownRole };
  if (name.startsWith('AWS_')) return { item: name, value, text: ownRole };
  return { item: name, text: 'is no variable that dns-herald reads' };
}

const regionNames = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

const ownRegion = 'the function is in the region that it is deployed to; Route 53 knows none';

const ownRole = 'says how the pod is known to AWS; the function has a role of its own';

/** Variables whose value stands somewhere else. */
function elsewhere(variables: readonly Values[], whose: 'ours' | 'others'): readonly Note[] {
  return variables
    .filter((variable) => isValues(variable['valueFrom']))
    .map((variable) => ({ item: textOf(variable['name']) ?? '', place: placeOf(variable) }))
    .filter(({ item }) => isOurs(item) === (whose === 'ours'))
    .map(({ item, place }) => ({
      item,
      text:
        whose === 'others'
          ? `comes from ${place}; dns-herald does not read it`
          : `comes from ${place}; put its value into the environment of the function, a secret by way of \${ssm:/NAME}`,
    }));
}

function placeOf(variable: Values): string {
  for (const [key, kind] of [
    ['secretKeyRef', 'the Secret'],
    ['configMapKeyRef', 'the ConfigMap'],
  ] as const) {
    const name = textOf(valueAt(variable, `valueFrom.${key}.name`));
    if (name !== undefined) return `${kind} "${name}", key "${textOf(valueAt(variable, `valueFrom.${key}.key`))}"`;
  }
  return 'a field of the pod';
}

function wholeSource(source: Values): Note {
  const secret = textOf(valueAt(source, 'secretRef.name'));
  const name = secret ?? textOf(valueAt(source, 'configMapRef.name')) ?? 'unknown';
  return {
    item: `envFrom ${secret === undefined ? 'ConfigMap' : 'Secret'} "${name}"`,
    text: 'may hold settings; look for EXTERNAL_DNS_ in it, and put those into the environment of the function',
  };
}

/** The region that the SDK of ExternalDNS takes for services that have one. */
export const regionOf = (environment: Installation['environment']): string | undefined =>
  regionNames.map((name) => environment[name]).find(Boolean);

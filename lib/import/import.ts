import { ConfigError } from '../config/config.ts';
import { environmentName, flagsByName } from '../config/names.ts';
import { parseConfig } from '../config/parse.ts';
import { shellWord } from '../shell-word.ts';
import { sourceNames } from '../sources/index.ts';
import { type Carried, carry } from './carry.ts';
import { differencesOf, namesOwner, sharedOwner } from './differences.ts';
import { regionOf } from './environment.ts';
import type { Installation, Note, WorkloadName } from './installation.ts';

/** An installation of ExternalDNS in the settings of this project. */
export interface Imported {
  /** What was read. */
  readonly origin: string;
  /** Variables of the function, by their names in the environment. A list has one value a line. */
  readonly settings: Readonly<Record<string, string>>;
  /** The same for the command line. */
  readonly flags: readonly string[];
  /** What a person has to see to: nothing of it is in the settings. */
  readonly toDo: readonly Note[];
  /** What has no meaning here, and why. */
  readonly without: readonly Note[];
  /** Sentences on what behaves otherwise. */
  readonly differences: readonly string[];
  /** Commands to go on with, in their order. */
  readonly next: readonly string[];
}

/** Turns an installation of ExternalDNS into settings, and names everything that is not among them. */
export function importInstallation(installation: Installation): Imported {
  const carried = carry(installation);
  const settings = completed(carried.settings, installation);
  const flags = [...settings].flatMap(([name, texts]) => texts.map((text) => flagOf(name, text)));
  const without = [...carried.without, ...installation.without];
  return {
    origin: installation.origin,
    settings: Object.fromEntries([...settings].map(([name, texts]) => [environmentName(name), texts.join('\n')])),
    flags,
    toDo: [...carried.toDo, ...installation.toDo, ...problemsOf(flags)],
    without,
    differences: differencesOf({ installation, settings, without }),
    next: nextCommands(flags, installation),
  };
}

/** What ExternalDNS has by default, and this project has not. */
function completed(settings: Carried, installation: Installation): Carried {
  const [registry = 'txt'] = settings.get('registry') ?? [];
  const region = regionOf(installation.environment);
  const more: (readonly [string, readonly string[]])[] = [];
  if (registry !== 'noop' && !namesOwner(installation)) more.push(['txt-owner-id', [sharedOwner]]);
  if (registry === 'dynamodb' && region !== undefined && !settings.has('dynamodb-region'))
    more.push(['dynamodb-region', [region]]);
  return new Map([...settings, ...more]);
}

function flagOf(name: string, text: string): string {
  const flag = flagsByName.get(name)?.flag;
  if (flag?.kind !== 'boolean') return `--${name}=${text}`;
  return /^(1|t|true)$/i.test(text) ? `--${name}` : `--no-${name}`;
}

/** What is wrong with the settings together, such as that there is no source. */
function problemsOf(flags: readonly string[]): readonly Note[] {
  try {
    parseConfig({ flags, availableSources: sourceNames });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ({ item: 'together', text: problem.replace(/\.$/, '') }));
  }
}

/** In this order: ExternalDNS stops only when its successor is deployed and has been compared with it. */
function nextCommands(flags: readonly string[], { workload }: Installation): readonly string[] {
  const shown = flags.map(shellWord).join(' ');
  return [
    `npm run doctor -- ${shown}`,
    `npm run sync -- --dry-run ${shown}`,
    'npm run deploy -- --stage prod --param="scheduled=false"',
    stopping(workload ?? usual),
    'npm run deploy -- --stage prod',
  ];
}

/** As most people call it. */
const usual: WorkloadName = { kind: 'deployment', namespace: 'external-dns', name: 'external-dns' };

/** Only some kinds can be scaled. */
const stopping = ({ kind, namespace, name }: WorkloadName): string =>
  ['deployment', 'replicaset', 'statefulset'].includes(kind)
    ? `kubectl scale ${kind} ${name} -n ${namespace} --replicas=0`
    : `kubectl delete ${kind} ${name} -n ${namespace}`;

import { ConfigError } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { environmentName } from '../config/names.ts';
import { parseConfig } from '../config/parse.ts';
import { sourceNames } from '../sources/index.ts';
import { instanceText } from './instance.ts';
import { type Asker, accountOfRole, type Division, divideBudget } from './request-budget.ts';
import type { ResolvedInstance } from './resolve-instance.ts';

const budgetVariable = environmentName('route53-requests-per-second');

/**
 * Divides the requests of each account among the instances that ask there, of which no more than `atOnce` run at the
 * same time. Throws ConfigError when the shares that were given by name leave nothing.
 */
export function budgetsOf(
  instances: readonly ResolvedInstance[],
  base: Environment,
  atOnce: number | undefined,
): readonly Division[] {
  const { config } = parseConfig({ environment: onlyBudget(base), availableSources: sourceNames });
  try {
    return divideBudget(instances.flatMap(askersOf), config.route53RequestsPerSecond, atOnce);
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError([error.message]);
    throw error;
  }
}

const onlyBudget = (base: Environment): Environment => ({
  [environmentName('source')]: 'fake',
  [budgetVariable]: base[budgetVariable],
});

const askersOf = (instance: ResolvedInstance): readonly Asker[] =>
  accountsOf(instance).map((account) => ({
    name: instanceText(instance),
    account,
    ...(instance.environment[budgetVariable] && { fixed: instance.config.route53RequestsPerSecond }),
  }));

/** The accounts whose hosted zones an instance asks for; undefined is the function's own. */
const accountsOf = ({ config: { awsAssumeRole, awsZoneRole } }: ResolvedInstance): readonly (string | undefined)[] => [
  ...new Set([
    accountOfRole(awsAssumeRole),
    ...awsZoneRole.map((role) => accountOfRole(role.slice(role.indexOf('=') + 1))),
  ]),
];

/** An instance with its share. One that asks in several accounts keeps to the smallest that it has in one of them. */
export function withBudget(instance: ResolvedInstance, budgets: readonly Division[]): ResolvedInstance {
  const accounts = accountsOf(instance);
  const shares = budgets.filter(({ account }) => accounts.includes(account)).flatMap(({ each }) => each ?? []);
  if (shares.length === 0 || instance.environment[budgetVariable]) return instance;
  const share = Math.min(...shares);
  return {
    ...instance,
    config: { ...instance.config, route53RequestsPerSecond: share },
    environment: { ...instance.environment, [budgetVariable]: String(share) },
  };
}

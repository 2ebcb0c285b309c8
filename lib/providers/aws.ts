import type { ProviderKind } from './provider.ts';
import type { Account } from './route53/accounts.ts';
import { type ConnectedAccounts, connectAccounts } from './route53/connect-accounts.ts';
import { accountSettingsOf, route53OptionsOf } from './route53/options.ts';
import { type Route53Memory, Route53Provider } from './route53/route53.ts';

/** Amazon Route 53, under the name that ExternalDNS gives it. */
export const aws: ProviderKind<ConnectedAccounts, readonly Account[], Route53Memory> = {
  name: 'aws',
  connect: (config, environment) => connectAccounts(accountSettingsOf(config, environment)),
  open: (accounts, { memory, now, ...configs }) =>
    new Route53Provider(accounts, { ...route53OptionsOf(configs), memory, now }),
};

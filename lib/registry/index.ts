import { roleOf } from '../aws/role.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { dynamodb } from './dynamodb.ts';
import type { OwnershipTable, TableConnection } from './dynamodb-table.ts';
import { noop } from './noop.ts';
import type { Registry } from './registry.ts';
import { txt } from './txt.ts';
import { encryptedText, type LabelCodec, parseAesKey, plainText } from './txt-encryption.ts';

/**
 * The configured registry, with what it keeps outside of DNS. DynamoDB's client is loaded only where it is used.
 * Throws RegistryError when that cannot be read.
 */
export async function openRegistry(config: Config, owner: string | undefined, signal: AbortSignal): Promise<Registry> {
  const inDns = registryOf(config, owner);
  if (owner === undefined || config.registry !== 'dynamodb') return inDns;
  const table = await openTable(config);
  return dynamodb({ owner, table, items: await table.items(signal), txt: inDns });
}

/** The table of the dynamodb registry, with its client. */
export async function openTable(config: Config): Promise<OwnershipTable> {
  const { connectTable } = await import('./dynamodb-table.ts');
  return connectTable(tableConnection(config));
}

function tableConnection(config: Config): TableConnection {
  const [profile] = config.awsProfile;
  const role = roleOf(config.awsAssumeRole, config.awsAssumeRoleExternalId);
  return {
    name: config.dynamodbTable,
    maxAttempts: config.awsApiRetries,
    ...(config.dynamodbRegion !== undefined && { region: config.dynamodbRegion }),
    ...(profile !== undefined && { profile }),
    ...(role && { role }),
  };
}

/** The registry that keeps ownership in DNS, if any; `owner` is absent with noop, which knows none. */
export function registryOf(config: Config, owner: string | undefined): Registry {
  if (owner === undefined) return noop;
  return txt({
    owner,
    prefix: config.txtPrefix,
    suffix: config.txtSuffix,
    wildcardReplacement: config.txtWildcardReplacement,
    codec: codecOf(config),
  });
}

/** A key without the flag only reads, so that encryption can be switched off again. */
function codecOf({ txtEncryptEnabled, txtEncryptAesKey }: Config): LabelCodec {
  if (txtEncryptAesKey === undefined) return plainText;
  const key = parseAesKey(txtEncryptAesKey);
  if (key === undefined) {
    throw new ConfigError(['--txt-encrypt-aes-key is not a key of 32 bytes, neither as it is nor in base64.']);
  }
  const encrypted = encryptedText(key);
  return txtEncryptEnabled ? encrypted : { ...plainText, decode: encrypted.decode };
}

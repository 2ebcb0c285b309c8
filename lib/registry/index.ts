import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import { noop } from './noop.ts';
import type { Registry } from './registry.ts';
import { txt } from './txt.ts';
import { encryptedText, type LabelCodec, parseAesKey, plainText } from './txt-encryption.ts';

/** The configured registry; `owner` is absent with noop, which knows none. */
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

import { join } from 'node:path';
import { run } from './command.ts';

/** Paths of a PEM certificate and of its private key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate says: a subject in openssl's form (`/O=group/CN=user`), and extensions in the form of its `-addext`. */
interface Certificate {
  readonly subject: string;
  readonly extensions: readonly string[];
}

const make = async (
  folder: string,
  name: string,
  { subject, extensions }: Certificate,
  signer: readonly string[],
): Promise<KeyPair> => {
  const pair = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', pair.key];
  const content = ['-subj', subject, ...extensions.flatMap((extension) => ['-addext', extension])];
  await run('openssl', ['req', '-x509', '-days', '1', ...key, ...content, ...signer, '-out', pair.certificate]);
  return pair;
};

/** A certificate authority of one day. Needs OpenSSL 3: earlier ones have no `req -CA`. */
export const makeAuthority = (folder: string): Promise<KeyPair> =>
  make(folder, 'ca', { subject: '/CN=dns-herald-test-ca', extensions: ['keyUsage=critical,keyCertSign'] }, []);

/** A certificate signed by `authority`, which serves on the IP address or names a client. */
export const issue = (folder: string, name: string, certificate: Certificate, authority: KeyPair): Promise<KeyPair> =>
  make(folder, name, certificate, ['-CA', authority.certificate, '-CAkey', authority.key]);

/** The key pair that signs and checks service account tokens: a public key, no certificate. */
export const makeTokenKeys = async (folder: string): Promise<{ readonly publicKey: string; readonly key: string }> => {
  const pair = { publicKey: join(folder, 'tokens.pub'), key: join(folder, 'tokens.key') };
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', pair.key]);
  await run('openssl', ['pkey', '-in', pair.key, '-pubout', '-out', pair.publicKey]);
  return pair;
};

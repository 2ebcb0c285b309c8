import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider, ChecksumConstructor, HashConstructor, HttpRequest } from '@smithy/types';

/** Who signs a request for what region: parts of the configuration of an AWS SDK client. */
export interface Signing {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly sha256: ChecksumConstructor | HashConstructor;
  readonly region: string;
}

/**
 * The address of an STS GetCallerIdentity request: whoever has it can make the request in the signer's name until it
 * expires, with these headers, so it is a secret. Throws what the credentials throw.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function presignCallerIdentity(
  signing: Signing,
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly expiresInSeconds: number;
    readonly signedAt: Date;
  },
): Promise<URL> {
  const url = new URL(stsEndpoint(signing.region));
  const { query = {} } = await signerOf(signing).presign(requestTo(url, options.headers), {
    expiresIn: options.expiresInSeconds,
    signingDate: options.signedAt,
  });
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

/** Asks STS, at this address or that of the region, whose credentials these are. Throws what they or `fetch` throw. */
export async function askCallerIdentity(
  signing: Signing,
  { endpoint, signal }: { readonly endpoint: string | undefined; readonly signal: AbortSignal },
): Promise<Response> {
  const url = new URL(endpoint || stsEndpoint(signing.region));
  const { headers, query = {} } = await signerOf(signing).sign(requestTo(url, {}));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return fetch(url, { headers, signal });
}

const signerOf = (signing: Signing): SignatureV4 =>
  new SignatureV4({ ...signing, service: 'sts', applyChecksum: false });

const requestTo = ({ protocol, hostname, host }: URL, headers: Readonly<Record<string, string>>): HttpRequest => ({
  method: 'GET',
  protocol,
  hostname,
  path: '/',
  query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  headers: { host, ...headers },
});

/** Regions outside of these are under amazonaws.com (AWS General Reference, "AWS service endpoints"). */
const suffixes: readonly (readonly [region: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['us-iso-', 'c2s.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
];

/** The address of STS in a region. */
function stsEndpoint(region: string): string {
  const suffix = suffixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return `https://sts.${region}.${suffix}`;
}

import { createHash, createHmac } from 'node:crypto';

/**
 * The signature that a presigned GET must have, worked out from the description alone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function presignedSignature(url: URL, headers: Readonly<Record<string, string>>, secretKey: string): string {
  const parameters = url.searchParams;
  const [, day = '', region = '', service = '', end = ''] = (parameters.get('X-Amz-Credential') ?? '').split('/');
  const signed = (parameters.get('X-Amz-SignedHeaders') ?? '').split(';');
  const query = [...parameters]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const canonical = [
    'GET',
    url.pathname,
    query,
    ...signed.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signed.join(';'),
    sha256(''),
  ].join('\n');
  const scope = [day, region, service, end].join('/');
  const text = ['AWS4-HMAC-SHA256', parameters.get('X-Amz-Date'), scope, sha256(canonical)].join('\n');
  const key = [day, region, service, end].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secretKey}`);
  return hmac(key, text).toString('hex');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986: all but the unreserved characters. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

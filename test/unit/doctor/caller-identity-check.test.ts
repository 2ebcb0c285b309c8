import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Route53Client } from '@aws-sdk/client-route-53';
import { afterEach, describe, expect, it } from '@jest/globals';
import { callerIdentity } from '../../../lib/doctor/caller-identity-check.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** What is found at an STS that answers so; and the requests that it got. */
async function found(status: number, body: string) {
  const requests: { readonly url: string; readonly authorization: string }[] = [];
  server = createServer(({ url = '', headers }, response) => {
    requests.push({ url, authorization: headers.authorization ?? '' });
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const finding = await ask(`http://127.0.0.1:${port}`);
  return { finding, requests };
}

const ask = (endpoint: string) =>
  callerIdentity({
    route53: new Route53Client({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-key' },
    }),
    environment: { AWS_ENDPOINT_URL: 'http://elsewhere.test', AWS_ENDPOINT_URL_STS: endpoint },
    signal: new AbortController().signal,
  });

describe('the identity of the AWS credentials', () => {
  it('is what STS says', async () => {
    const arn = 'arn:aws:sts::123456789012:assumed-role/sync/x';
    const { finding, requests } = await found(
      200,
      `<R><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></R>`,
    );
    expect(finding).toEqual({ status: 'ok', detail: arn });
    expect(requests).toEqual([
      {
        url: '/?Action=GetCallerIdentity&Version=2011-06-15',
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/sts\/aws4_request, /,
        ),
      },
    ]);
  });

  it('has failed when STS refuses the credentials', async () => {
    const { finding } = await found(
      403,
      '<Error><Message>The security token included in the request is expired</Message></Error>',
    );
    expect(finding).toEqual({
      status: 'failed',
      detail: 'STS answered 403: The security token included in the request is expired',
      fix: 'renew the AWS credentials',
    });
  });

  it.each([
    ['something else answers', 404, 'not found'],
    ['the answer names nobody', 200, '<html>Sign in</html>'],
  ])('is not known when %s', async (_, status, body) => {
    expect((await found(status, body)).finding).toEqual({ status: 'unchecked', detail: `STS answered ${status}` });
  });

  it('is not known when STS cannot be reached, and the reason shows no secret', async () => {
    const finding = await ask('http://127.0.0.1:1');
    expect(finding).toMatchObject({ status: 'unchecked', detail: expect.stringContaining('STS could not be reached') });
    expect(JSON.stringify(finding)).not.toContain('canary-key');
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../../lib/config/parse.ts';
import { cloudfoundry } from '../../../lib/sources/cloudfoundry.ts';
import { SourceError } from '../../../lib/sources/source-error.ts';
import { startCloudFoundry } from '../../support/cloud-foundry-server.ts';
import { contextOf, endpointText } from '../../support/source-fixture.ts';

const flags = (endpoint: string): readonly string[] => [`--cf-api-endpoint=${endpoint}`];

describe('the source cloudfoundry', () => {
  it('reads a platform over HTTP', async () => {
    await using server = await startCloudFoundry({
      domains: [{ guid: 'd1', name: 'example.com', internal: false }],
      routes: [{ host: 'app', protocol: 'http', relationships: { domain: { data: { guid: 'd1' } } } }],
    } as const);
    const { fetch: _, ...context } = contextOf(cloudfoundry, { title: 'http', flags: flags(server.api) });
    const { endpoints } = await cloudfoundry.read(context);
    expect(endpoints.map(endpointText)).toEqual([
      'A app.example.com -> 127.0.0.1 ttl=300 res=cloudfoundry/app.example.com',
    ]);
  });

  it.each([
    'http://api.example.com',
    'https://user:secret@api.example.com',
    'https://api.example.com/v3',
    'https://api.example.com?secret',
    'not a host',
  ])('refuses the API %s without asking it', async (endpoint) => {
    const context = contextOf(cloudfoundry, { title: 'refused', flags: flags(endpoint) });
    const fetch = () => Promise.reject(new Error('asked'));
    const reading = cloudfoundry.read({ ...context, fetch });
    await expect(reading).rejects.toBeInstanceOf(SourceError);
    await expect(reading).rejects.toThrow(/^--cf-api-endpoint (?!.*secret)/);
  });

  it('says what it needs', async () => {
    const context = contextOf(cloudfoundry, { title: 'nothing is set' });
    const { config } = parseConfig({ flags: ['--source=cloudfoundry'], availableSources: ['cloudfoundry'] });
    await expect(cloudfoundry.read({ ...context, config })).rejects.toThrow(
      'The source cloudfoundry needs --cf-api-endpoint, --cf-username and --cf-password; set all three',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { connectRoute53 } from '../../lib/providers/route53/client.ts';
import { requestBudget } from '../../lib/providers/route53/requests.ts';
import { requestsOf, zonesOf } from '../../scripts/sizing/workload.ts';
import { readingProvider } from './route53-run.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

describe('the requests that the sizing counts on', () => {
  it.each([100, 149, 150, 450])('are those that reading %d records with their rows makes', async (records) => {
    const route53 = await startRoute53();
    Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: route53.url });
    try {
      expect(zonesOf(records)).toBe(1);
      route53.createZone('example.org', { id: 'Z1' });
      for (let index = 0; index < records; index += 1)
        route53.put(
          'Z1',
          { Name: `n${index}.example.org.`, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
          { Name: `a-n${index}.example.org.`, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"heritage"' }] },
        );
      const client = connectRoute53({ maxAttempts: 1, budget: requestBudget(1000), region: undefined });
      await readingProvider(client);
      const made = Object.values(route53.counts()).reduce((sum, each) => sum + each, 0);
      expect(made).toBe(requestsOf(records));
    } finally {
      await route53.stop();
    }
  });
});

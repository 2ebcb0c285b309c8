import { describe, expect, it } from '@jest/globals';
import { embeddedCluster, service } from '../../../support/embedded-cluster.ts';

const api = embeddedCluster();

describe('told to fail', () => {
  it('answers the matching requests with the Status, so many times, and then recovers', async () => {
    api.cluster.fail({
      verb: 'list',
      resource: 'services',
      times: 1,
      with: { status: 429, reason: 'TooManyRequests', headers: { 'Retry-After': '2' } },
    });
    const answers = [
      await api.admin('GET', '/api/v1/nodes'),
      await api.admin('GET', '/api/v1/services'),
      await api.admin('GET', '/api/v1/services'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(answers[1]).toMatchObject({ headers: { 'retry-after': '2' }, body: { details: { retryAfterSeconds: 2 } } });
  });

  it('spares the first requests when told to, and stops when the rule is taken back', async () => {
    const recover = api.cluster.fail({ path: /services/, after: 1, with: { status: 500, reason: 'InternalError' } });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await api.admin('GET', '/api/v1/services')).status);
    recover();
    statuses.push((await api.admin('GET', '/api/v1/services')).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('cuts the connection before an answer: nothing was done', async () => {
    api.cluster.fail({ verb: 'create', with: 'reset' });
    const path = '/api/v1/namespaces/default/services';
    await expect(api.admin('POST', path, service('web', 'default'))).rejects.toThrow();
    expect(api.cluster.objects('v1', 'Service')).toEqual([]);
    expect(api.cluster.requests).toMatchObject([{ verb: 'create', status: 0 }]);
  });

  it('cuts the answer in the middle: the write was done', async () => {
    api.cluster.fail({ verb: 'create', with: 'truncate' });
    await expect(api.admin('POST', '/api/v1/namespaces/default/services', service('web', 'default'))).rejects.toThrow();
    expect(api.cluster.objects('v1', 'Service')).toHaveLength(1);
  });
});

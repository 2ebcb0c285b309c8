import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLine, linesOf } from '../support/command-line.ts';
import { ExplainWorld } from '../support/explain-world.ts';
import { flags, service } from './explain-objects.ts';

let world: ExplainWorld;

beforeEach(async () => {
  world = await ExplainWorld.open();
});

afterEach(() => world.close());

describe('npm run explain', () => {
  const environment = () => ({
    KUBECONFIG: world.kubeconfig('admin'),
    AWS_ENDPOINT_URL: world.route53.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

  it('prints the trail, its outcome last, and exits with 1 where a person has to mend something', async () => {
    world.kubernetes.apply(service('api', 'api.nowhere.test', '192.0.2.1'));
    const { exitCode, stdout, stderr } = await commandLine(['explain', 'Service/shop/api', ...flags], environment());
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(linesOf(stdout)[0]).toBe('Service/shop/api, as the owner "me" sees it');
    expect(linesOf(stdout).at(-1)).toMatch(/^NoMatchingZone: /);
  });

  it('exits with 1 where the object is missing', async () => {
    const { exitCode, stdout } = await commandLine(['explain', 'Service/shop/none', ...flags], environment());
    expect(exitCode).toBe(1);
    expect(linesOf(stdout).at(-1)).toBe('NoSuchObject: There is no Service/shop/none in the cluster.');
  });

  it('prints one JSON document with --output=json, and exits with 0 where all is well', async () => {
    const { exitCode, stdout } = await commandLine(
      ['explain', 'no.example.com', '--output=json', ...flags],
      environment(),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ question: 'no.example.com', outcome: { code: 'NotAsked' } });
  });

  it.each([
    ['no question', [], 'Say first what to explain: npm run explain -- api.example.com, or -- Ingress/shop/web.'],
    ['a kind nobody reads', ['Ingres/shop/web'], /kind "Ingres"; did you mean Ingress\?/],
    [
      'the words of kubectl',
      ['ingress', 'web'],
      /"ingress" is neither a DNS name nor an object; write .*Ingress\/shop\/web/,
    ],
    ['an object without its namespace', ['Ingress/web'], /write Ingress\/NAMESPACE\/NAME/],
  ])('says in one line what is wrong with %s, and exits with 2', async (_, question, sentence) => {
    const { exitCode, stderr } = await commandLine(['explain', ...question, ...flags]);
    expect(exitCode).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(sentence)]);
  });
});

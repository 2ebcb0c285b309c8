import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../lib/config/config.ts';
import { parseQuestion, questionText, readQuestion } from '../../../lib/explain/question.ts';

/** What is said of a payload or text that is no question. */
function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const usual = { source: ['service', 'ingress'] } as const;

describe('parseQuestion', () => {
  it.each([
    ['a name', 'api.example.com', { name: 'api.example.com' }],
    ['a name in another spelling', 'API.Bücher.example.', { name: 'api.xn--bcher-kva.example' }],
    ['a reverse name of a part of a network', '0/25.2.0.192.in-addr.arpa', { name: '0/25.2.0.192.in-addr.arpa' }],
    [
      'an object',
      'Ingress/shop/web',
      { object: { kind: 'Ingress', namespace: 'shop', name: 'web', sources: ['ingress'] } },
    ],
    [
      'a kind in small letters',
      'dnsendpoint/shop/a',
      { object: { kind: 'DNSEndpoint', namespace: 'shop', name: 'a', sources: ['crd'] } },
    ],
    [
      'an object outside namespaces',
      'Node/worker-1',
      { object: { kind: 'Node', name: 'worker-1', sources: ['node'] } },
    ],
  ])('reads %s', (_, text, question) => expect(parseQuestion(text, usual)).toEqual(question));

  it.each([
    ['of an unknown kind', 'Ingres/shop/web', 'No source reads objects of the kind "Ingres"; did you mean Ingress?'],
    ['without its namespace', 'Service/web', '"Service/web" is no Service; write Service/NAMESPACE/NAME.'],
    ['with a namespace it cannot have', 'Node/shop/a', '"Node/shop/a" is no Node; write Node/NAME.'],
    [
      'in the words of kubectl',
      'web',
      '"web" is neither a DNS name nor an object; write api.example.com, or KIND/NAMESPACE/NAME such as Ingress/shop/web.',
    ],
    ['in a step of a path', 'Service/../web', '"Service/../web" is no Service; write Service/NAMESPACE/NAME.'],
    [
      'in dots',
      '..',
      '".." is neither a DNS name nor an object; write api.example.com, or KIND/NAMESPACE/NAME such as Ingress/shop/web.',
    ],
    ['without a name', 'Service/shop/', '"Service/shop/" is no Service; write Service/NAMESPACE/NAME.'],
  ])('refuses an object %s', (_, text, problem) =>
    expect(problemsOf(() => parseQuestion(text, usual))).toEqual([problem]),
  );

  it.each([
    ['of a namespace', 'Widget/shop/a', { kind: 'Widget', namespace: 'shop', name: 'a', sources: ['unstructured'] }],
    ['outside namespaces', 'Widget/a', { kind: 'Widget', name: 'a', sources: ['unstructured'] }],
    [
      'that another source reads',
      'Service/shop/a',
      { kind: 'Service', namespace: 'shop', name: 'a', sources: ['service'] },
    ],
  ])('takes an object of any kind %s where the source unstructured is on', (_, text, object) => {
    expect(parseQuestion(text, { source: ['unstructured'] })).toEqual({ object });
  });

  it('lists the kinds where none is near', () => {
    expect(problemsOf(() => parseQuestion('Secret/shop/a', usual))).toEqual([
      expect.stringMatching(/; write KIND\/NAMESPACE\/NAME, KIND being one of .*Ingress, .*Service/),
    ]);
  });

  it.each(['api.example.com', 'Ingress/shop/web', 'Node/worker-1'])('gives %s back as it was asked', (text) => {
    expect(questionText(parseQuestion(text, usual))).toBe(text);
  });
});

describe('readQuestion', () => {
  it.each([
    [{ name: 'api.example.com' }, 'api.example.com'],
    [{ object: 'Ingress/shop/web' }, 'Ingress/shop/web'],
  ])('reads the payload %j', (payload, text) => expect(questionText(readQuestion(payload, usual))).toBe(text));

  it.each([undefined, {}, 'api.example.com', { name: '' }, { name: 'a.example', object: 'Service/a/b' }, { nam: 'a' }])(
    'refuses the payload %j',
    (payload) => {
      expect(problemsOf(() => readQuestion(payload, usual))).toEqual([expect.stringMatching(/^The payload must be /)]);
    },
  );
});

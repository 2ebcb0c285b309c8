import { describe, expect, it } from '@jest/globals';
import { compileTemplate } from '../../../lib/sources/template/template.ts';
import { TemplateError } from '../../../lib/sources/template/template-error.ts';
import { fuzz } from './fuzz-reader.ts';

const object = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop', labels: { app: 'x' }, annotations: {} },
  spec: { ports: [{ port: 1 }], many: Array.from({ length: 500 }, (_, at) => at) },
};

fuzz([
  {
    title: 'Go templates',
    throws: TemplateError,
    words: [
      ...['{{', '}}', '{{-', '-}}', '.Name', '.Namespace', '.Spec.Many', '.Labels'],
      ...['range ', 'end', 'if ', 'else', 'with ', 'define "x"'],
      ...['template "x" .', '$x := ', '$x', '|', 'printf "%09999d"', ' 99999999999999999999'],
      ...['index ', 'len ', '(', ')', '"', '`', ' ', '/*', '*/'],
      ...['__proto__', 'constructor', '.constructor', 'trimPrefix ', 'replace ', 'slice '],
      ...['break', 'continue', '\n', "'", '\\', 'html ', 'block "y" .'],
    ],
    read: (text) => {
      const template = compileTemplate('--fqdn-template', [text]);
      return [template.names(object, 'service'), template.pairs(object, 'service')];
    },
  },
]);

describe('a template', () => {
  const namesOf = (text: string) => compileTemplate('--fqdn-template', [text]).names(object, 'service');

  it.each([
    '{{.constructor}}',
    '{{.__proto__}}',
    '{{.Labels.constructor}}',
    '{{index .Labels "constructor"}}',
    '{{index .Labels "__proto__"}}',
    '{{.Name.length}}',
    '{{.Name.constructor}}',
    '{{(index .Labels "app").constructor}}',
    '{{.Spec.toString}}',
  ])('reaches nothing outside of its object by %s', (text) => {
    const given = (() => {
      try {
        return namesOf(text);
      } catch (error) {
        if (error instanceof TemplateError) return [];
        throw error;
      }
    })();
    expect(given.filter((name) => /function|native|object/i.test(name))).toEqual([]);
  });

  it.each([
    ['calls itself', '{{define "x"}}{{template "x" .}}{{end}}{{template "x" .}}'],
    ['loops within loops', '{{range .Spec.Many}}{{range $.Spec.Many}}{{range $.Spec.Many}}x{{end}}{{end}}{{end}}'],
    ['pads without end', '{{printf "%099999999d" 1}}'],
  ])('is stopped where it %s', (_, text) => {
    expect(() => namesOf(text)).toThrow(TemplateError);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KubernetesObject } from '../../../../lib/cluster/cluster.ts';
import { compileTemplate } from '../../../../lib/sources/template/template.ts';
import { TemplateError } from '../../../../lib/sources/template/template-error.ts';

const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'api',
    namespace: 'shop',
    uid: 'u-1',
    labels: { app: 'Api', 'app.kubernetes.io/part-of': 'store' },
    annotations: {
      hosts: 'a.example.org,b.example.org',
      'kubectl.kubernetes.io/last-applied-configuration': '{"secret":true}',
    },
    ...{ managedFields: [{ manager: 'kubectl' }] },
  },
  spec: {
    clusterIP: '10.0.0.1',
    clusterIPs: ['10.0.0.1', '2001:db8::1'],
    externalIPs: ['192.0.2.1'],
    type: 'LoadBalancer',
    replicas: 3,
    weight: 0.5,
    many: Array.from({ length: 2000 }, (_, at) => at),
    selector: { app: 'api' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ],
    tls: [{ hosts: ['t.example.org'] }],
  },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }] }, podIP: '10.1.0.1', podIPs: [{ ip: '10.1.0.1' }] },
};

const output = (text: string, object: KubernetesObject = service, source = 'service'): string =>
  compileTemplate('--fqdn-template', [text]).names(object, source).join('|');

describe('the data of a template', () => {
  it.each([
    ['{{.Name}}.{{.Namespace}}.example.org', 'api.shop.example.org'],
    ['{{.Kind}}/{{.APIVersion}}/{{.UID}}', 'Service/v1/u-1'],
    ['{{.ObjectMeta.Name}}-{{.ObjectMeta.Labels.app}}', 'api-Api'],
    ['{{.Labels.app}}', 'Api'],
    ['{{index .Labels "app.kubernetes.io/part-of"}}', 'store'],
    ['{{.Spec.ClusterIP}}', '10.0.0.1'],
    ['{{range .Spec.ClusterIPs}}{{.}} {{end}}', '10.0.0.1 2001:db8::1'],
    ['{{index .Spec.ExternalIPs 0}}', '192.0.2.1'],
    ['{{.Status.PodIP}}/{{(index .Status.PodIPs 0).IP}}', '10.1.0.1/10.1.0.1'],
    ['{{(index .Spec.TLS 0).Hosts}}', '[t.example.org]'],
    ['{{range .Status.LoadBalancer.Ingress}}{{.IP}}{{end}}', '192.0.2.9'],
    ['{{.spec.clusterIP}}.{{.Name}}', '10.0.0.1.api'],
    ['{{.Metadata.labels.app}}.{{.Object.spec.type}}', 'Api.LoadBalancer'],
    ['{{with .Spec}}{{.Type}}{{end}}', 'LoadBalancer'],
    ['{{.Spec.Replicas}} {{.Spec.Weight}}', '3 0.5'],
    ['{{range $k, $v := .Spec.Selector}}{{$k}}={{$v}}{{end}}', 'app=api'],
  ])('%s gives %s', (text, expected) => {
    expect(output(text)).toBe(expected);
  });

  it.each([
    ['an absent field of the spec is empty', 'x{{.Spec.LoadBalancerIP}}y', 'xy'],
    ['so is a field of an absent field', 'x{{.Spec.Nothing.More}}y', 'xy'],
    ['an absent field is false', '{{if .Status.HostIP}}a{{else}}b{{end}}', 'b'],
    [
      'an absent field equals the zero value of what it is compared with',
      '{{eq .Spec.A ""}}{{eq .Spec.A 0}}',
      'truetrue',
    ],
    ['an absent field is walked zero times', 'x{{range .Spec.Absent}}y{{end}}', 'x'],
    ['a missing label reached by a dot says so', '{{.Labels.env}}.x.org', '<no value>.x.org'],
    ['a missing label reached by index is empty', '{{index .Labels "env"}}.x.org', '.x.org'],
    ['managed fields are invisible', 'x{{.ObjectMeta.ManagedFields}}y', 'xy'],
    ['the last applied text is invisible', '{{len .Annotations}}', '1'],
  ])('%s', (_, text, expected) => {
    expect(output(text)).toBe(expected);
  });

  it('renders labels of an object without labels as missing, not as an error', () => {
    expect(output('{{.Labels.env}}|{{len .Labels}}', { metadata: { name: 'n' } })).toBe('<no value>|0');
  });

  it.each([
    ['{{.Nmae}}', 'there is no field Nmae'],
    [
      '{{.spec.clusterIp}}',
      'there is no field spec; with JSON keys instead of field names, there is no field clusterIp',
    ],
    ['{{.Name.x}}', 'the string "api" has no field x'],
    ['{{.spec.selector.nope}}', 'there is no key "nope"'],
    ['{{.constructor}}', 'there is no field constructor'],
    ['{{.Spec.__proto__}}', 'there is no field __proto__'],
    ['{{index .Spec.ExternalIPs 5}}', 'index: the index 5 is out of range'],
    ['{{toLower .Spec.Replicas}}', 'toLower: a string is needed, not the number 3'],
    ['{{isSource "nosuch"}}', 'isSource: there is no source "nosuch"'],
    ['{{eq .Name 3}}', 'eq: the string "api" cannot be compared with the number 3'],
    ['{{printf "%d" .Name}}', 'printf: %d does not fit the string "api"'],
  ])('%s fails with: %s', (text, problem) => {
    const template = compileTemplate('--target-template', [text]);
    expect(() => template.names(service, 'service')).toThrow(TemplateError);
    expect(() => template.names(service, 'service')).toThrow(problem);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('reaches no %s through a map', (key) => {
    expect(output(`{{index .Labels "${key}"}}{{hasKey .Labels "${key}"}}`)).toBe('false');
    expect(output(`{{.Labels.${key}}}`)).toBe('<no value>');
  });

  it('names flag, text, object, place and problem', () => {
    const run = () => compileTemplate('--fqdn-template', ['{{.Name}}.x', 'a{{.Nmae}}']).names(service, 'service');
    expect(run).toThrow(
      'The template "{{.Name}}.x,a{{.Nmae}}" of --fqdn-template failed on Service/shop/api, character 16: there is no field Nmae',
    );
  });
});

describe('the language', () => {
  it.each([
    ['a {{- "b" -}} c', 'abc'],
    ['a{{/* gone */}}b', 'ab'],
    ['a {{- /* gone */ -}} b', 'ab'],
    ['{{"quoted\\t\\u00e9\\x41" | print}}', 'quoted\té' + 'A'],
    ['{{`raw\\n`}}', 'raw\\n'],
    ["{{'a'}} {{0x1F}} {{0b11}} {{017}} {{1_000}} {{-5}} {{2.5}} {{1e6}}", '97 31 3 15 1000 -5 2.5 1e+06'],
    ['{{$x := .Name}}{{if true}}{{$x = "b"}}{{end}}{{$x}}', 'b'],
    ['{{$x := "a"}}{{if true}}{{$x := "b"}}{{$x}}{{end}}{{$x}}', 'ba'],
    ['{{if eq .Name "x"}}1{{else if eq .Name "y" "api"}}2{{else}}3{{end}}', '2'],
    ['{{range $i, $p := .Spec.Ports}}{{$i}}{{$p.Name}} {{end}}', '0http 1https'],
    ['{{range .Spec.Ports}}{{if eq .Port 443}}{{break}}{{end}}{{.Name}}{{end}}', 'http'],
    ['{{range .Spec.Ports}}{{if eq .Port 80}}{{continue}}{{end}}{{.Name}}{{end}}', 'https'],
    ['{{range 3}}{{.}}{{end}}{{range 0}}{{else}}none{{end}}', '012none'],
    ['{{with .Labels.app}}{{.}}-{{$.Name}}{{end}}', 'Api-api'],
    ['{{with .Spec.Nope}}x{{else with .Name}}{{.}}{{end}}', 'api'],
    ['{{define "d"}}[{{.}}]{{end}}{{template "d" .Name}}', '[api]'],
    ['{{block "b" .Name}}<{{.}}>{{end}}', '<api>'],
    ['{{.Name | printf "%s-%s" "x" | toLower}}', 'x-api'],
    ['{{(index .Spec.Ports 1).Port}}', '443'],
    ['{{and .Name 0 (index .Spec.Ports 9)}} {{or .Name (index .Spec.Ports 9)}} {{not .Name}}', '0 api false'],
    ['{{lt 1 2}} {{le 2 2}} {{gt "a" "b"}} {{ge 1.5 1.5}} {{ne 1 2}}', 'true true false true true'],
    ['{{len .Name}} {{slice .Name 1 3}} {{index .Name 0}}', '3 pi 97'],
    ['{{print 1 2 "a" "b" 3}} {{println 1 "a"}}x', '1 2ab3 1 a\nx'],
    ['{{printf "%s %d %v %q %t %x %05d %.2f %%" "a" 7 "v" "q" true 255 42 1.5}}', 'a 7 v "q" true ff 00042 1.50 %'],
    ['{{html "<a&b>"}} {{js "it\'s"}} {{urlquery "a b/c"}}', "&lt;a&amp;b&gt; it\\'s a+b%2Fc"],
    ['{{contains "abc" "b"}} {{trimPrefix "abc" "a"}} {{trimSuffix "abc" "c"}} {{trim " x "}}', 'true bc ab x'],
    ['{{replace "-" "." "a-b-c"}} {{toLower "ABC"}}', 'a.b.c abc'],
    [
      '{{isIPv4 "1.2.3.4"}} {{isIPv4 "01.2.3.4"}} {{isIPv6 "::ffff:1.2.3.4"}} {{isIPv6 "1.2.3.4"}}',
      'true false true false',
    ],
    ['{{(fromJson "{\\"a\\":{\\"b\\":[1,\\"x\\"]}}").a.b}} {{with fromJson "{bad"}}x{{else}}nil{{end}}', '[1 x] nil'],
    ['{{isSource "Service"}} {{isSource "pod"}}', 'true false'],
  ])('%s gives %s', (text, expected) => {
    expect(output(text)).toBe(expected);
  });

  it.each([
    ['{{.Name', 'character 1: the action is not closed by }}'],
    ['{{"abc}}', 'character 3: the literal is not closed'],
    ['{{/* x }}', 'the comment is not closed by */'],
    ['{{if .Name}}x', 'if ends with the end instead of {{end}}'],
    ['x{{end}}', '{{end}} closes nothing'],
    ['{{nosuch .Name}}', 'there is no function nosuch'],
    ['{{call .Name}}', 'there is no function call'],
    ['{{$x}}', 'the variable $x is not defined'],
    ['{{break}}', 'break stands outside a range'],
    ['{{1 | 2}}', 'a value takes nothing from a pipe'],
    ['{{(.Name}}', '"}}" is not expected in a pair of parentheses'],
    ['{{template "nosuch"}}', 'the template "nosuch" is not defined'],
    ['{{9223372036854775808}}', 'does not fit an integer of 64 bits'],
    ['{{if .Name}}{{define "a"}}{{end}}{{end}}', 'define must not stand inside another action'],
    ['{{define "a"}}{{template "nosuch"}}{{end}}', 'the template "nosuch" is not defined'],
    [`{{${'('.repeat(200)}1${')'.repeat(200)}}}`, 'it is nested too deeply'],
    ['x'.repeat(70_000), 'it is longer than 65536 characters'],
  ])('refuses %s when it is compiled', (text, problem) => {
    expect(() => compileTemplate('--fqdn-template', [text])).toThrow(TemplateError);
    expect(() => compileTemplate('--fqdn-template', [text])).toThrow(problem);
  });
});

describe('the bounds', () => {
  it.each([
    ['a loop over a huge number', '{{range 999999999999}}{{end}}', 'it takes more than 100000 steps'],
    ['output that grows', '{{range 90000}}xxxxxxxx{{end}}', 'the text grows beyond 65536 characters'],
    [
      'a template that calls itself',
      '{{define "a"}}{{template "a" .}}{{end}}{{template "a" .}}',
      'calls itself too deeply',
    ],
    [
      'a template that calls itself twice',
      '{{define "a"}}{{template "a"}}{{template "a"}}{{end}}{{template "a"}}',
      'too deeply',
    ],
    ['a string that doubles', '{{$x := "ab"}}{{range 60}}{{$x = print $x $x}}{{end}}', 'the text grows beyond'],
    ['a replacement that multiplies', '{{$x := printf "%06000d" 0}}{{replace "0" $x $x}}', 'the text grows beyond'],
    ['a wide number', '{{printf "%99999999d" 1}}', 'the text grows beyond'],
    ['long lists cut again and again', '{{range 9000}}{{$x := slice $.Spec.Many 1}}{{end}}', 'more than 100000 steps'],
    [
      'long texts made again and again',
      '{{range 9000}}{{if printf "%060000d" 1}}{{end}}{{end}}',
      'more than 100000 steps',
    ],
  ])('stop %s', (_, text, problem) => {
    expect(() => output(text)).toThrow(TemplateError);
    expect(() => output(text)).toThrow(problem);
  });

  const piece = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{{-',
      ' -}}',
      '(',
      ')',
      '|',
      ' ',
      '.',
      '.Name',
      '.Spec',
      '.Labels.x',
      '$',
      '$x',
      ':=',
      '=',
      ',',
      'if',
      'else',
    ],
    ...[
      'end',
      'range',
      'with',
      'define',
      'block',
      'template',
      'break',
      '"a"',
      '`',
      "'",
      '1',
      '9e9',
      'nil',
      'index',
      'printf',
      '/*',
      '*/',
    ],
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('hold for any text: it compiles and runs, or throws TemplateError and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `{{${text}}}`),
        ),
        (text) => {
          try {
            expect(output(text).length).toBeLessThanOrEqual(65_536);
          } catch (error) {
            expect(error).toBeInstanceOf(TemplateError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are wide enough for text without actions, which is its own output', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,50}$/), (text) => {
        expect(output(text)).toBe(text);
      }),
    );
  });
});

describe('names', () => {
  it.each([
    ['commas separate, blanks and one trailing dot go', 'b.x. , a.x,, ,b.x', ['a.x', 'b.x']],
    ['only one trailing dot goes', 'a.x..', ['a.x.']],
    ['no output gives no name', '{{if false}}x{{end}}', []],
    ['a list in an annotation is a list of names', '{{.Annotations.hosts}}', ['a.example.org', 'b.example.org']],
  ])('%s', (_, text, expected) => {
    expect(compileTemplate('--fqdn-template', [text]).names(service, 'service')).toEqual(expected);
  });

  it('come from every repeat of the flag', () => {
    const template = compileTemplate('--fqdn-template', ['{{.Name}}.b', '{{.Name}}.a']);
    expect(template.names(service, 'service')).toEqual(['api.a', 'api.b']);
  });
});

describe('pairs', () => {
  it('are split at the first colon, so that IPv6 targets need no brackets', () => {
    const template = compileTemplate('--fqdn-target-template', [
      'a.x : 2001:db8::1 ',
      '{{.Name}}.x.:{{.Spec.ClusterIP}}',
    ]);
    expect(template.pairs(service, 'service')).toEqual({
      pairs: [
        { host: 'a.x', target: '2001:db8::1' },
        { host: 'api.x', target: '10.0.0.1' },
      ],
      problems: [],
    });
  });

  it.each([
    ['a.x', 'a.x', 'the template\'s output "a.x" has no colon'],
    [':1.1.1.1', '', 'the template\'s output ":1.1.1.1" has no name before its colon'],
    ['a.x:{{.Spec.LoadBalancerIP}}', 'a.x', 'the template\'s output "a.x:" has no target after its colon'],
  ])('%s is a problem, and not lost', (text, host, problem) => {
    const template = compileTemplate('--fqdn-target-template', [text, 'b.x:1.1.1.1']);
    expect(template.pairs(service, 'service')).toEqual({
      pairs: [{ host: 'b.x', target: '1.1.1.1' }],
      problems: [{ host, problem }],
    });
  });
});

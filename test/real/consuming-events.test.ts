import { readFile } from 'node:fs/promises';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeArchiveCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { dnsEndpoint, service } from '../scenarios/manifests.ts';
import { Stage } from '../scenarios/stage.ts';
import { mayPatch } from '../scenarios/told.ts';
import { run } from './command.ts';
import { type RealWorld, startRealWorld } from './real-world.ts';

let world: RealWorld;
let stage: Stage;

const page = await readFile('docs/consuming-events.md', 'utf8');

/** The lines of the page that are commands. */
const commands = page.split('\n').filter((line) => line.startsWith('kubectl '));

/** As Prometheus and Loki's ruler read them. */
const ruleGroups = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});

/** The first block of JSON after a sentence of the page. */
const jsonAfter = (sentence: string): string =>
  /```json\n([\s\S]*?)```/.exec(page.slice(page.indexOf(sentence)))?.[1] ?? '';

/** A Service of each outcome: created, gone, refused, without an address. */
beforeAll(async () => {
  world = await startRealWorld();
  stage = await Stage.open(world);
  await stage.apply(service('gone', 'gone.example.com', '192.0.2.3'));
  await stage.run();
  await stage.remove(service('gone', ''));
  await stage.apply(
    service('web', 'web.example.com', '192.0.2.1'),
    service('lost', 'lost.elsewhere.test', '192.0.2.2'),
    service('new', 'new.example.com'),
  );
  await stage.run();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Runs a command of the page in a shell, in this test's namespace. */
const shell = (command: string): Promise<string> =>
  run('sh', ['-c', command.replaceAll('-n shop', `-n ${stage.namespace}`)], {
    env: { ...process.env, KUBECONFIG: world.cluster.adminKubeconfig },
  });

/** The API server itself tells Services of its own affairs when it has time (its repair of cluster addresses). */
const isOurs = (reason: string): boolean => /\bRecord[A-Z]/.test(reason);

function namesIn(output: string): readonly string[] {
  const lines = output.split('\n').filter(isOurs);
  return ['gone', 'lost', 'new', 'web'].filter((name) =>
    lines.some((line) => new RegExp(`service/${name}\\b`, 'i').test(line)),
  );
}

/** What the commands find that do not ask for everything of one object. */
const found: Readonly<Record<string, readonly string[]>> = {
  'involvedObject.kind=Service,involvedObject.name=web': ['web'],
  'involvedObject.kind=Service': ['gone', 'lost', 'new', 'web'],
  'type=Normal': ['gone', 'new', 'web'],
  'type=Warning': ['lost'],
  'reason=RecordReady': ['gone', 'web'],
  'reason=RecordDeleted': ['gone'],
  'reason=RecordError': ['lost'],
  'reason=RecordSkipped': ['new'],
  'reportingComponent=external-dns': ['gone', 'lost', 'new', 'web'],
  'reportingComponent=external-dns,type=Warning': ['lost'],
};

describe('docs/consuming-events.md', () => {
  it('shows YAML and JSON that can be read, and alert rules for the reason that problems have', () => {
    const blocks = [...page.matchAll(/```(?:yaml|json)\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    const rules = blocks.flatMap((text) => ruleGroups.safeParse(parse(text)).data?.groups ?? []);
    const expressions = rules.flatMap((group) => group.rules.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThanOrEqual(2);
    for (const expression of expressions) expect(expression).toContain('reason="RecordError"');
  });

  it('has a command for every selector, and this test knows what it finds', () => {
    const selectors = commands.flatMap((line) => /--field-selector (\S+)$/.exec(line)?.[1] ?? []);
    expect(selectors.sort()).toEqual(Object.keys(found).sort());
  });

  it.each(commands.filter((line) => /--field-selector \S+$/.test(line)))('%s', async (command) => {
    const selector = command.split(' ').at(-1) ?? '';
    expect(namesIn(await shell(command))).toEqual(found[selector]);
  });

  it.each(commands.filter((line) => / (service web|service\/web) /.test(line)))('%s', async (command) => {
    expect(await shell(command)).toMatch(
      /Normal +RecordReady .*Created the A record "web\.example\.com" in the public zone example\.com with the target 192\.0\.2\.1/,
    );
  });

  it.each(commands.filter((line) => line.includes('custom-columns')))('%s', async (command) => {
    const [header, ...rows] = (await shell(command)).trim().split('\n');
    expect(header?.split(/ +/)).toEqual(['KIND', 'OBJECT', 'NAME', 'CAUSE']);
    expect(rows.map((row) => row.split(/ +/))).toEqual([['Service', 'lost', 'lost.elsewhere.test', 'NoMatchingZone']]);
  });

  it.each(commands.filter((line) => line.includes('events.k8s.io')))('%s', async (command) => {
    const output = await shell(command);
    expect(output).toMatch(/reportingController: external-dns/);
    expect(output).toMatch(/reportingInstance: external-dns\/source\/service/);
    expect(output).toMatch(/eventTime: "[^"]*\.\d{6}Z"/);
    expect(output).toMatch(/deprecatedCount: 1/);
  });
});

describe('what other tools read', () => {
  it('Argo CD finds the events of an object by namespace, name and uid', async () => {
    const { metadata } = await stage.read(service('lost', ''));
    const selector = `involvedObject.name=lost,involvedObject.namespace=${stage.namespace},involvedObject.uid=${metadata.uid}`;
    const events = await stage.events(selector);
    expect(events).toMatchObject([{ type: 'Warning', reason: 'RecordError', count: 1 }]);
  });

  it('collectors of logs find a time, a type and a source in the older fields', async () => {
    const events = (await stage.events()).filter(({ reason }) => isOurs(reason));
    expect(events.length).toBeGreaterThanOrEqual(5);
    for (const event of events) {
      expect(event.source).toEqual({ component: 'external-dns' });
      expect(Date.parse(event.lastTimestamp)).not.toBeNaN();
      expect(event.involvedObject).toMatchObject({ kind: 'Service', apiVersion: 'v1', namespace: stage.namespace });
    }
  });
});

describe('the status on an object', () => {
  it('belongs to dns-herald among its writers, and goes when the object asks for nothing any more', async () => {
    const fresh = await Stage.open(world);
    await mayPatch(fresh, 'dnsendpoints');
    const vpn = { dnsName: 'vpn.example.com', recordType: 'A', targets: ['192.0.2.9'] };
    await fresh.apply(dnsEndpoint('vpn', vpn));
    await fresh.run(['--source=crd', '--annotate-status']);
    const { metadata } = await fresh.read(dnsEndpoint('vpn'));
    expect(metadata).toMatchObject({
      annotations: { 'dns-herald.io/status': '{"ready":["vpn.example.com"]}' },
      managedFields: expect.arrayContaining([expect.objectContaining({ manager: 'dns-herald', operation: 'Apply' })]),
    });
    await fresh.apply(dnsEndpoint('vpn'));
    await fresh.run(['--source=crd', '--annotate-status']);
    expect((await fresh.read(dnsEndpoint('vpn'))).metadata.annotations).toBeUndefined();
  });
});

describe('an EventBridge bus', () => {
  const client = () => new EventBridgeClient({ region: 'us-east-1' });
  const archived = async (name: string): Promise<number | undefined> =>
    (await client().send(new DescribeArchiveCommand({ ArchiveName: name }))).EventCount;

  it('gets each event, and the rule of the page selects by the cause', async () => {
    const fresh = await Stage.open(world);
    const { EventBusArn = '' } = await client().send(new CreateEventBusCommand({ Name: 'audit' }));
    const rule = jsonAfter('A rule for conflicts of owners').replace('OwnerConflict', 'NoMatchingZone');
    for (const [ArchiveName, EventPattern] of [
      ['all', '{"source":["dns-herald"]}'],
      ['refused', rule],
    ] as const)
      await client().send(new CreateArchiveCommand({ ArchiveName, EventPattern, EventSourceArn: EventBusArn }));
    await fresh.apply(
      service('web', 'web.example.com', '192.0.2.1'),
      service('lost', 'lost.elsewhere.test', '192.0.2.2'),
    );
    const { report } = await fresh.run(['--source=service', `--event-bus=${EventBusArn}`]);
    expect(report.events).toMatchObject({ emitted: 2, failed: 0, sinks: { 'event-bus': { emitted: 2, failed: 0 } } });
    expect([await archived('all'), await archived('refused')]).toEqual([2, 1]);
  });

  it('that cannot be reached is counted, and harms neither DNS nor the events of the cluster', async () => {
    const fresh = await Stage.open(world);
    await fresh.apply(service('web', 'web.example.com', '192.0.2.1'));
    process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] = 'http://127.0.0.1:1';
    const { report } = await fresh.run([
      '--source=service',
      '--event-bus=arn:aws:events:us-east-1:123456789012:event-bus/audit',
    ]);
    delete process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'];
    expect(report.counts).toMatchObject({ created: 1, failed: 0 });
    expect(report.events).toMatchObject({ emitted: 1, failed: 1, problem: expect.stringContaining('ECONNREFUSED') });
    expect(await fresh.events()).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textTable } from '../../functions/local/text-table.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { resultLines, Stage } from '../scenarios/stage.ts';
import { installCustomResources, type RealWorld, startRealWorld } from './real-world.ts';
import { stories } from './sources/stories.ts';
import { type Addressee, news, type Play, type Step, type Story, steps } from './sources/story.ts';

let world: RealWorld;
/** Of each story, in the order of the steps: what was found. */
const found = new Map<Story, readonly string[]>();

beforeAll(async () => {
  world = await startRealWorld();
  const { cluster } = world;
  await installCustomResources(cluster);
  // The shipped ClusterRole knows no resource that only a flag names.
  const right = ['--verb=list', '--resource=widgets.apps.example.org'];
  await cluster.kubectl(['create', 'clusterrole', 'widgets', ...right]);
  const subject = ['--clusterrole=widgets', '--serviceaccount=dns-herald:dns-herald'];
  await cluster.kubectl(['create', 'clusterrolebinding', 'widgets', ...subject]);
});

afterAll(async () => {
  process.stderr.write(`${tableOf(found)}\n`);
  await world?.[Symbol.asyncDispose]();
});

describe('on a real kube-apiserver and moto, with the rights of the shipped ClusterRole', () => {
  it.each(stories)('kubectl finds what became of what $source asked for, on its $kind', async (story) => {
    const stage = await Stage.open(world, `${story.source}.${story.kind}`);
    await using resources = new AsyncDisposableStack();
    const play = await story.open(stage, resources);
    const heard: string[] = [];
    for (const step of steps) heard.push(await hear(stage, story, play, step));
    found.set(story, heard);
    expect(heard).toEqual(steps.map((step) => news[step].action));
  });

  it('empty asks for nothing, and nobody is told anything', async () => {
    const stage = await Stage.open(world, 'empty');
    const { report } = await stage.run(['--source=empty']);
    expect(report).toMatchObject({ results: [], events: { emitted: 0, failed: 0 } });
  });

  it('every source has its story', () => {
    expect(new Set([...stories.map(({ source }) => source), 'empty'])).toEqual(new Set(sourceNames));
  });
});

/** The action of the event that a step is told as, or what the run says where there is none. */
async function hear(stage: Stage, { source, kind }: Story, play: Play, step: Step): Promise<string> {
  await play.act(step);
  const run = await stage.run([`--source=${source}`, ...play.flags(step)]);
  const { reason, action } = news[step];
  const actions = await actionsTold(kind, reason, await play.addressee(step));
  return actions.includes(action) ? action : `told ${actions}; ${resultLines(run)}; ${JSON.stringify(run.report)}`;
}

/** The actions of an object's events, as `kubectl get events` selects them. */
async function actionsTold(kind: string, reason: string, { namespace, name, uid }: Addressee) {
  const object = { kind, name, ...(uid !== undefined && { uid }) };
  const selector = Object.entries(object).map(([field, value]) => `involvedObject.${field}=${value}`);
  const output = await world.cluster.kubectl([
    ...['get', 'events', `--namespace=${namespace}`, `--field-selector=${[...selector, `reason=${reason}`].join(',')}`],
    '--output=jsonpath={.items[*].action}',
  ]);
  return output.split(' ');
}

function tableOf(rows: typeof found): string {
  const head = ['source', 'events on', ...steps.map((step) => news[step].action)];
  const told = stories.map((story) => {
    const heard = rows.get(story) ?? [];
    return [
      story.source,
      story.kind,
      ...steps.map((step, index) => (heard[index] === news[step].action ? 'yes' : 'NO')),
    ];
  });
  const silent = ['empty', 'asks for nothing', ...steps.map(() => '-')];
  return textTable([head, ...told, silent], [22, 18, 9, 9, 9, 12]);
}

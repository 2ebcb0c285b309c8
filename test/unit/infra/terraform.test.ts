import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environmentName, flagsByName } from '../../../lib/config/names.ts';

// Its declarations ask for the types of a browser, which would change those of the whole project.
const { convertFiles } = createRequire(import.meta.url)('@cdktf/hcl2json');

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'infra', 'terraform');
const text = globSync('*.tf', { cwd: folder })
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the module holds
const module: any = await convertFiles(folder);
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the templates hold
const yaml = (path: string): any => parse(readFileSync(join(root, path), 'utf8'), { logLevel: 'silent' });

const serverless = yaml('serverless.yml');
const [sync] = module.resource.aws_lambda_function.sync;

interface Statement {
  readonly actions: readonly string[];
  readonly conditions: readonly string[];
}

const isAction = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9]+:[A-Z]\w+$/.test(value);

/** Statements as IAM has them, those under a condition of the template (`[Name, then, else]`) included. */
function statementsOf(node: unknown): readonly Statement[] {
  if (Array.isArray(node)) return node.flatMap(statementsOf);
  if (typeof node !== 'object' || node === null) return [];
  if (!('Action' in node)) return Object.values(node).flatMap(statementsOf);
  const conditions: object = 'Condition' in node && node.Condition !== null ? Object(node.Condition) : {};
  return [
    {
      actions: [node.Action].flat(3).filter(isAction),
      conditions: Object.values(conditions).flatMap((each: object) => Object.keys(each)),
    },
  ];
}

/** The same of a policy document of the module. */
function statementsIn(name: string): readonly Statement[] {
  const [{ statement: fixed = [], dynamic = {} }] = module.data.aws_iam_policy_document[name];
  // biome-ignore lint/suspicious/noExplicitAny: as the module has them
  const varying = (dynamic.statement ?? []).flatMap((each: any) => each.content);
  // biome-ignore lint/suspicious/noExplicitAny: as the module has them
  return [...fixed, ...varying].map(({ actions, condition = [] }: any) => ({
    actions,
    // biome-ignore lint/suspicious/noExplicitAny: as the module has them
    conditions: condition.map(({ variable }: any) => variable),
  }));
}

/** Each action, with what narrows it, once. */
const rights = (statements: readonly Statement[]): readonly string[] =>
  [
    ...new Set(
      statements.flatMap(({ actions, conditions }) =>
        actions.map((action) => [action, ...conditions.toSorted()].join(' ')),
      ),
    ),
  ].sort();

describe('the Terraform module', () => {
  it('grants the function what the Serverless template grants it, under the same conditions', () => {
    const policies = ['infra/aws/common-policy.yml', 'infra/aws/sync-role.yml'].map(yaml);
    const granted = rights(statementsOf(policies));
    expect(granted.length).toBeGreaterThan(10);
    expect(rights(statementsIn('sync'))).toEqual(granted);
  });

  it('grants the schedule what the Serverless template grants it', () => {
    const [role] = statementsIn('schedule');
    expect(role?.actions).toEqual(['lambda:InvokeFunction']);
    expect(rights(statementsIn('schedule_trust'))).toEqual(['sts:AssumeRole aws:SourceAccount']);
  });

  it('runs the same handler with the same time and memory', () => {
    const { handler, timeout, memorySize } = serverless.functions.sync;
    expect(sync).toMatchObject({ handler, timeout, memory_size: memorySize, runtime: serverless.provider.runtime });
  });

  it('starts a run as often as the Serverless template, and as seldom again', () => {
    const { SyncSchedule } = yaml('infra/aws/schedule.yml').Resources;
    const { ScheduleExpression, Target } = SyncSchedule.Properties;
    const [schedule] = module.resource.aws_scheduler_schedule.sync;
    expect(module.variable.schedule_expression[0].default).toBe(ScheduleExpression);
    expect(schedule.target[0].retry_policy[0]).toEqual({
      maximum_retry_attempts: Target.RetryPolicy.MaximumRetryAttempts,
      maximum_event_age_in_seconds: Target.RetryPolicy.MaximumEventAgeInSeconds,
    });
    const { maximumRetryAttempts, maximumEventAge } = serverless.functions.sync;
    expect(module.resource.aws_lambda_function_event_invoke_config.sync[0]).toMatchObject({
      maximum_retry_attempts: maximumRetryAttempts,
      maximum_event_age_in_seconds: maximumEventAge,
    });
  });

  it('derives rights from settings that there are', () => {
    const [, list = ''] = /for name in \[([^\]]*)\]/.exec(module.locals[0].setting ?? text) ?? [];
    const names = [...list.matchAll(/"(\w+)"/g)].map(([, name = '']) => `EXTERNAL_DNS_${name}`);
    expect(names).not.toEqual([]);
    const known = [...flagsByName.keys()].map(environmentName);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('refers to nothing that it does not declare, and declares no variable for nothing', () => {
    const code = text.replace(/#.*$/gm, '');
    const referred = (pattern: RegExp) => new Set([...code.matchAll(pattern)].map(([, name = '']) => name));
    const locals = module.locals.flatMap((each: object) => Object.keys(each));
    const declared = ['resource', 'data'].flatMap((kind) =>
      Object.entries(module[kind]).flatMap(([type, named]) =>
        Object.keys(Object(named)).map((name) => (kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`)),
      ),
    );
    expect([...referred(/\bvar\.(\w+)/g)].sort()).toEqual(Object.keys(module.variable).sort());
    expect([...referred(/\blocal\.(\w+)/g)].filter((name) => !locals.includes(name))).toEqual([]);
    expect([...referred(/\b((?:data\.)?aws_\w+\.\w+)\.\w/g)].filter((name) => !declared.includes(name))).toEqual([]);
  });
});

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

// biome-ignore lint/suspicious/noExplicitAny: as the template has them
const grantedBy = (statements: readonly any[]): readonly string[] =>
  statements
    .map((statement) => statement['Fn::If']?.[1] ?? statement)
    .flatMap(({ Action }) => Action)
    .map((action) => action['Fn::If']?.[1] ?? action);

/** Every action that a role is granted, those under a condition included. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the template holds
export const actionsGranted = (template: any, role: string): readonly string[] => {
  const resource = (name: string) => template.Resources[name].Properties;
  const { Policies = [], ManagedPolicyArns = [] } = resource(role);
  // biome-ignore lint/suspicious/noExplicitAny: as the template has them
  const own = ManagedPolicyArns.flatMap(({ Ref }: any) => (Ref === undefined ? [] : [resource(Ref)]));
  return [
    ...new Set<string>(
      // biome-ignore lint/suspicious/noExplicitAny: as the template has them
      [...Policies, ...own].flatMap(({ PolicyDocument }: any) => grantedBy(PolicyDocument.Statement)),
    ),
  ].sort();
};

/** What is asked only of other accounts (`--aws-zone-role=ZONE_ID=ARN`), whose roles have to allow it. */
const elsewhere = ['route53:GetHostedZone'];

/** The services whose clients lib may import. */
const services: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-eks': 'eks',
  'client-eventbridge': 'events',
  'client-route-53': 'route53',
  'client-secrets-manager': 'secretsmanager',
  'client-ssm': 'ssm',
  'credential-providers': 'sts',
};

/** Operations that are allowed by other names than their own. */
const actionsOfOperation: Readonly<Record<string, readonly string[]>> = {
  TransactWriteItems: ['PutItem', 'DeleteItem'],
};

/** The IAM actions of the AWS calls that files of lib import; mostly an operation's name is its action's. */
export async function actionsCalled(): Promise<readonly string[]> {
  const files = globSync('lib/**/*.ts').filter((file) => !file.startsWith('lib/emulators/'));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const imports = texts.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g)]);
  const actions = imports.flatMap(([, names = '', library = '']) =>
    names.split(',').flatMap((name) => {
      const operation = operationOf(name.trim());
      const allowed = operation === undefined ? [] : (actionsOfOperation[operation] ?? [operation]);
      return allowed.map((action) => `${services[library]}:${action}`);
    }),
  );
  return [...new Set(actions)].filter((action) => !elsewhere.includes(action));
}

/** `ListHostedZones` of `ListHostedZonesCommand` or `paginateListHostedZones`; undefined for what makes no call. */
function operationOf(name: string): string | undefined {
  if (name === 'fromTemporaryCredentials') return 'AssumeRole';
  return /^(?:paginate(\w+)|(\w+)Command)$/.exec(name)?.slice(1).find(Boolean);
}

import { ConfigError } from '../../lib/config/config.ts';
import { groupsOf } from '../../lib/groups.ts';
import type { Statement } from './statements.ts';
import type { Resource, Resources } from './template.ts';

/** IAM allows a managed policy 6,144 characters without blanks (IAM user guide, "IAM and AWS STS quotas"); ARNs grow when they are resolved. */
const longestPolicy = 5_000;

/** IAM allows a role 10 managed policies; the template uses two. */
const mostPolicies = 8;

/** Managed policies that hold these statements, as many as they need. Throws ConfigError where a role could not hold them. */
export function managedPolicies(statements: readonly Statement[]): Resources {
  const documents = packed(statements.flatMap(divided));
  if (documents.length > mostPolicies)
    throw new ConfigError([
      `What the clusters need takes ${documents.length} policies, and a role holds ${mostPolicies} besides those of the template; divide the clusters file among several stages.`,
    ]);
  return Object.fromEntries(documents.map((document, index) => [`ClustersPolicy${index + 1}`, policyOf(document)]));
}

const policyOf = (statements: readonly Statement[]): Resource => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    Description: 'Lets the functions of dns-herald reach the clusters of the clusters file',
    PolicyDocument: { Version: '2012-10-17', Statement: statements },
  },
});

/** Each ARN alone, so that they can be packed anew. */
const divided = (statement: Statement): readonly Statement[] =>
  statement.Resource.map((arn) => ({ ...statement, Resource: [arn] }));

function packed(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const documents: Statement[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const statement of statements) {
    const more = JSON.stringify(statement.Resource).length;
    if (length + more > longestPolicy) {
      documents.push([]);
      length = 0;
    }
    documents.at(-1)?.push(statement);
    length += more;
  }
  return documents.map(joined);
}

const joined = (statements: readonly Statement[]): readonly Statement[] =>
  groupsOf(statements, ({ Action, Condition }) => JSON.stringify([Action, Condition])).map((alike) => ({
    ...alike[0],
    Resource: alike.flatMap(({ Resource }) => Resource),
  }));

import { readFileSync, writeFileSync } from 'node:fs';
import { ConfigError } from '../lib/config/config.ts';
import { parseConfig } from '../lib/config/parse.ts';
import { sourceNames } from '../lib/sources/index.ts';
import { rbacYaml } from './rbac/manifests.ts';

/**
 * `npm run rbac -- FLAGS` prints the manifests for the flags of an installation. Without flags it writes
 * infra/kubernetes/rbac.yaml, for every source there is; with --check it writes nothing, and exits 1 when that file is stale.
 */
const shipped = 'infra/kubernetes/rbac.yaml';
const file = new URL(`../${shipped}`, import.meta.url);
const header = `# Every source that there is. Narrower: npm run --silent rbac -- --source=service --source=ingress | kubectl apply -f -\n`;

function yamlFor(flags: readonly string[]): string {
  return rbacYaml(parseConfig({ flags, availableSources: sourceNames }).config);
}

const shippedYaml = (): string => header + yamlFor(sourceNames.map((name) => `--source=${name}`));

function check(): void {
  if (contents() === shippedYaml()) return;
  process.stderr.write(`${shipped} is stale; run npm run rbac and commit it.\n`);
  process.exitCode = 1;
}

function contents(): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const usage = `npm run --silent rbac -- FLAGS: the rights in the cluster that a run with these flags needs, to pipe to kubectl.

  npm run --silent rbac -- --source=service --source=ingress | kubectl apply -f -

Without flags it writes ${shipped}, for every source; --check exits with 1 where that file is stale.
`;

const flags = process.argv.slice(2);
try {
  if (flags.includes('--help')) process.stdout.write(usage);
  else if (flags.includes('--check')) check();
  else if (flags.length === 0) writeFileSync(file, shippedYaml());
  else process.stdout.write(yamlFor(flags));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  for (const problem of error.problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}

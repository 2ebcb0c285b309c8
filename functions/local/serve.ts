import { once } from 'node:events';
import { styleText } from 'node:util';
import { readCommandLine } from '../../lib/config/command-line.ts';
import { ConfigError } from '../../lib/config/config.ts';
import { flagsByName } from '../../lib/config/names.ts';
import { readCliOptions } from '../../lib/config/parse.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { type Platform, startPlatform, zoneNames } from './platform.ts';

/** `npm run local`: the embedded cluster and Route 53 stay up until they are interrupted. */
export async function serve(argv: readonly string[]): Promise<number> {
  const { output } = readCliOptions(argv);
  requireNoFlags(argv);
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const platform = await startPlatform();
  process.stdout.write(output === 'json' ? addressesJson(platform) : addressesText(platform));
  await interrupted;
  await platform.stop();
  return 0;
}

/** No run is made here that flags could change. */
function requireNoFlags(argv: readonly string[]): void {
  const { byName, problems } = readCommandLine(argv);
  const idle = [...byName.keys()]
    .filter((name) => flagsByName.has(name))
    .map((name) => `--${name} has no place here: npm run local makes no run; give it to npm run sync.`);
  if (problems.length + idle.length > 0) throw new ConfigError([...problems, ...idle]);
}

const addressesJson = ({ environment, dnsPort }: Platform): string =>
  `${JSON.stringify({ environment, dnsPort }, undefined, 2)}\n`;

function addressesText({ environment, dnsPort, objects, route53 }: Platform): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${shellWord(value)}`);
  return `
${styleText('bold', 'An embedded cluster and Route 53 are up.')}
${objects} objects from examples/, hosted zones ${zoneNames(route53)}

In another terminal:

${exports.join('\n')}

Then, in this order:

  # What there is, and what a run would do
  kubectl get services,ingresses,nodes,dnsendpoints -A
  npm run sync -- ${sources} --dry-run

  # The run itself, what it told an object, and what DNS answers since
  npm run sync -- ${sources}
  kubectl describe service -n shop api
  kubectl describe ingress -n payments checkout-old   # does not get its name, and why
  dig @127.0.0.1 -p ${dnsPort} api.example.com
  aws route53 list-hosted-zones

  # Why a name is as it is; after kubectl apply -f FILE, run again
  npm run explain -- api.example.com ${sources}

Ctrl-C stops both.
`;
}

/** What the examples use. */
const sources = '--source=service --source=ingress --source=node --source=crd';

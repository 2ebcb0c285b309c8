import { flagHelp, type HelpTopic } from '../../lib/config/docs.ts';
import { wrap } from './wrap.ts';

const overview = `dns-herald keeps Route 53 in step with a Kubernetes cluster, and tells every object what became of its
DNS name.

  npm start                    the whole job on an embedded cluster and Route 53, from examples/
  npm run local                both stay up, for kubectl, the AWS CLI, dig and npm run sync
  npm run sync -- FLAGS        one run on your kubeconfig and AWS credentials
  npm run explain -- WHAT FLAGS
                               what becomes of a name, or of all that an object asks for
                               (KIND/NAMESPACE/NAME), and why
  npm run doctor -- FLAGS      whether the cluster and the account let such a run do what it needs,
                               and what to mend
  npm run import -- FILE|-|FLAGS
                               an installation of ExternalDNS (Helm values, manifests, its flags) in
                               settings of this project

Exit codes: 0 done, 1 some records failed or were withheld for a problem, 2 bad configuration, 3 the run
could not be made. docs/configuration.md says what each flag is called in the environment.
`;

const flagsElsewhere = `Flags are those of the run that is meant; npm run sync -- --help lists them. With --output=json the answer
is one JSON document.
`;

/** What the commands say that list no flags of their own. */
const usages: Readonly<Record<string, string>> = {
  demo: `npm start: the whole job on an embedded cluster and Route 53, from examples/. Needs nothing, and exits
with 1 where an outcome is not the expected one. With --output=json the answer is one JSON document.
`,
  serve: `npm run local: an embedded cluster and Route 53 with the objects of examples/ stay up until Ctrl-C. Prints
the environment for kubectl, the AWS CLI and npm run sync, and what to try.
`,
  doctor: `npm run doctor -- FLAGS: each right that a run with these flags needs in the cluster and in AWS, one a
line, with what mends it. Changes nothing.

  npm run doctor -- --source=service --source=ingress --eks-cluster-name=shop

${flagsElsewhere}Exit codes: 0 nothing is missing, 1 something is, 2 bad configuration.
`,
  explain: `npm run explain -- WHAT FLAGS: what becomes of a name, or of all that an object asks for, and why.
Reads only: takes no Lease, writes no event, changes no record.

  npm run explain -- api.example.com --source=service --source=ingress
  npm run explain -- Ingress/shop/web --source=ingress
  npm run explain -- Node/edge-1 --source=node

${flagsElsewhere}Exit codes: 0 as it should be, 1 a person has to mend something, 2 bad configuration, 3 the cluster or
Route 53 could not be read.
`,
  import: `npm run import -- FILE|-|FLAGS: an installation of ExternalDNS in settings of this project.

  npm run import -- values.yaml                            values of a Helm chart, or manifests
  kubectl get deployment external-dns -n external-dns -o yaml | npm run --silent import -- -
  npm run import -- --source=service --txt-owner-id=shop   flags as ExternalDNS has them

With --output=json the answer is one JSON document. Exit codes: 0 all is carried over, 1 something is left
for you, 2 nothing that could be read.
`,
};

/** What `--help` prints: the usage of a command, or for `sync` all commands and every flag by topic. */
export const helpText = (command: string): string =>
  usages[command] ?? `${overview}\n${flagHelp().map(topicText).join('\n')}`;

function topicText({ topic, flags }: HelpTopic): string {
  const texts = flags.map(({ usage, text }) => `  ${usage}\n${wrap(text, '      ')}\n`);
  return `${topic}\n${texts.join('')}`;
}

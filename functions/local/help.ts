import { flagHelp, type HelpTopic } from '../../lib/config/docs.ts';
import { wrap } from './wrap.ts';

const commands = `dns-herald keeps Route 53 in step with a Kubernetes cluster, and tells every object what became of its
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

/** What `--help` prints: the commands, then every flag by topic. */
export const helpText = (): string => `${commands}\n${flagHelp().map(topicText).join('\n')}`;

function topicText({ topic, flags }: HelpTopic): string {
  const texts = flags.map(({ usage, text }) => `  ${usage}\n${wrap(text, '      ')}\n`);
  return `${topic}\n${texts.join('')}`;
}

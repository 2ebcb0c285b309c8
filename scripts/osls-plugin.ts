import { statSync } from 'node:fs';
import { bundleAll } from './bundle.ts';
import { clustersOf, type ServiceWithClusters } from './osls/service.ts';

/** What osls hands to a plug-in, as far as it is used. */
interface Osls {
  readonly serviceDir: string;
  readonly service: ServiceWithClusters;
}

interface Writers {
  readonly log: { notice(text: string): void };
}

/** Where the function finds its kubeconfig is for AWS to know; on this machine it lies elsewhere. */
const onlyInAws = 'KUBECONFIG';

/**
 * Bundles the functions before osls packages, deploys or invokes them, so that what runs is what is in the tree.
 * @see https://www.serverless.com/framework/docs/guides/plugins/creating-plugins
 */
class BundlePlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;

  constructor({ service, serviceDir }: Osls, { function: name }: { readonly function?: string }, { log }: Writers) {
    const shell = { ...process.env };
    const clusters = clustersOf(service, serviceDir, log);
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => {
        clusters.pack();
        return bundleAll();
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () => clusters.addToTemplate(),
      'after:package:createDeploymentArtifacts': () => {
        for (const each of service.getAllFunctions()) log.notice(sizeOf(service.getFunction(each).package.artifact));
      },
      'before:package:function:package': bundleAll,
      'before:invoke:local:invoke': () => {
        const told = [service.provider, service.getFunction(name ?? '')];
        restore(
          shell,
          told.flatMap(({ environment = {} }) => Object.keys(environment)),
        );
        clusters.pack();
        return bundleAll();
      },
    };
  }
}

const sizeOf = (zip = ''): string => `${zip}: ${Math.ceil(statSync(zip).size / 1024)} KiB`;

/** When invoked on this machine, the variables of the shell win over those of serverless.yml. */
function restore(shell: NodeJS.ProcessEnv, names: readonly string[]): void {
  for (const name of names) {
    if (shell[name] !== undefined) process.env[name] = shell[name];
    else if (name === onlyInAws) delete process.env[name];
  }
}

// osls loads plug-ins with require() and wants the class itself.
export { BundlePlugin as 'module.exports' };

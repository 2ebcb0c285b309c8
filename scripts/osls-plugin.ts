import { statSync } from 'node:fs';
import { bundle } from './bundle.ts';

/** What osls hands to a plug-in, as far as it is used. */
interface Osls {
  readonly service: {
    readonly package: { readonly artifact?: string };
    getFunction(name: string): { readonly environment?: Readonly<Record<string, unknown>> };
  };
}

interface Writers {
  readonly log: { notice(text: string): void };
}

/** Where the function finds its kubeconfig is for AWS to know; on this machine it lies elsewhere. */
const onlyInAws = 'KUBECONFIG';

/**
 * Bundles the function before osls packages, deploys or invokes it, so that what runs is what is in the tree.
 * @see https://www.serverless.com/framework/docs/guides/plugins/creating-plugins
 */
class BundlePlugin {
  readonly hooks: Readonly<Record<string, () => unknown>>;

  constructor({ service }: Osls, { function: name }: { readonly function?: string }, { log }: Writers) {
    const shell = { ...process.env };
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => bundle(),
      'after:package:createDeploymentArtifacts': () => log.notice(sizeOf(service.package.artifact)),
      'before:package:function:package': () => bundle(),
      'before:invoke:local:invoke': () => {
        restore(shell, Object.keys(service.getFunction(name ?? '').environment ?? {}));
        return bundle();
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

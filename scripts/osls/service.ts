import { packagedFile, packagedFileVariable } from '../../lib/clusters/instance.ts';
import type { Fleet } from '../../lib/clusters/resolve-clusters.ts';
import { addClusters, type FanOut } from './add-clusters.ts';
import { packClusters, withFileNamed } from './clusters.ts';
import { tellFleet } from './tell-fleet.ts';
import type { Resources, Template } from './template.ts';

/** A service of osls, as far as the clusters file changes it. Its variables are resolved when the first hook is called. */
export interface ServiceWithClusters {
  readonly custom: {
    readonly clusters: string;
    readonly fanOut: string;
    readonly fleet: { readonly Resources: Resources };
  };
  readonly provider: {
    readonly environment: Record<string, unknown>;
    readonly compiledCloudFormationTemplate: Template;
  };
  getAllFunctions(): readonly string[];
  getFunction(name: string): ServiceFunction;
}

/** One function of a service, as osls knows it. */
export interface ServiceFunction {
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly package: { readonly artifact?: string; readonly patterns: string[] };
}

/** What is done for the clusters file of a service, if it has one. */
export interface Clusters {
  /** Puts it into the zips, and tells the functions of it. Throws an Error that names every problem. */
  pack(): void;
  /** Once the template is whole. Throws an Error where it cannot hold the clusters. */
  addToTemplate(): void;
}

/** Serves the parameters `clusters` (the path of the file; empty for none) and `fanOut`. */
export function clustersOf(
  service: ServiceWithClusters,
  folder: string,
  log: { notice(text: string): void },
): Clusters {
  let fleet: Fleet | undefined;
  return {
    pack() {
      // Only now are its variables resolved.
      const { clusters: path } = service.custom;
      if (path === '') return;
      const { environment } = service.provider;
      fleet = packClusters(folder, path, environment);
      environment[packagedFileVariable] = packagedFile;
      process.env[packagedFileVariable] = packagedFile;
      for (const name of service.getAllFunctions()) service.getFunction(name).package.patterns.push(packagedFile);
      for (const line of tellFleet(fleet)) log.notice(line);
    },
    addToTemplate() {
      if (fleet === undefined) return;
      const { clusters: path, fanOut, fleet: machine } = service.custom;
      const { compiledCloudFormationTemplate: template } = service.provider;
      const chosen = fanOutOf(fanOut, machine.Resources);
      const clusters = fleet;
      const { Resources: made, ...rest } = withFileNamed(path, () => addClusters(template, clusters, chosen));
      for (const id of Object.keys(template.Resources))
        if (!(id in made)) Reflect.deleteProperty(template.Resources, id);
      Object.assign(template.Resources, made);
      Object.assign(template, rest);
    },
  };
}

function fanOutOf(written: string, resources: Resources): FanOut {
  if (written === 'schedules') return { kind: 'schedules' };
  if (written === 'fleet') return { kind: 'fleet', resources };
  throw new Error(`The parameter fanOut is ${JSON.stringify(written)}; it must be schedules or fleet.`);
}

import { bitnamiChart } from './bitnami-chart.ts';
import { type Chart, keysOf, readChart } from './chart.ts';
import type { Installation } from './installation.ts';
import { officialChart } from './official-chart.ts';
import { isValues, type Values } from './values.ts';
import { isManifest, readManifests } from './workload.ts';

/** What a line of ExternalDNS's own flags describes. */
export const installationOfFlags = (argv: readonly string[]): Installation => ({
  origin: 'flags of ExternalDNS',
  argv,
  environment: {},
  without: [],
  toDo: [],
});

/**
 * The installation that the documents of a YAML file describe: manifests, or the values of a chart. Undefined where
 * they describe none.
 */
export function readDocuments(documents: readonly unknown[]): Installation | undefined {
  const mappings = documents.filter(isValues);
  const manifests = mappings.filter(isManifest);
  if (manifests.length > 0) return readManifests(manifests);
  const [values] = mappings;
  return values === undefined ? undefined : readValues(own(values));
}

/** The values of ExternalDNS within those of a chart that has it as a part; `helm get values` adds a title. */
function own({ 'USER-SUPPLIED VALUES': _, ...values }: Values): Values {
  const part = values['external-dns'] ?? values['externalDns'] ?? values['externaldns'];
  return isValues(part) ? part : values;
}

const charts: readonly Chart[] = [officialChart, bitnamiChart];

/** As the chart has it that knows most of the keys; the official one where both know as many. */
function readValues(values: Values): Installation | undefined {
  const keys = Object.keys(values);
  const known = (chart: Chart): number => keys.filter((key) => keysOf(chart).has(key)).length;
  const [best] = charts.toSorted((left, right) => known(right) - known(left));
  return best === undefined || known(best) === 0 ? undefined : readChart(best, values);
}

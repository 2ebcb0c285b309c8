/** A metric as one text: `dns-herald dns_herald_runs_total service=sync`. */
export const metricText = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>): string =>
  [namespace, name, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`)].join(' ');

/** The metrics that a function writes to its log in CloudWatch's embedded metric format. */
export const metricsIn = (log: string): readonly string[] =>
  log
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line))
    .flatMap((line) =>
      // biome-ignore lint/suspicious/noExplicitAny: as the format has them
      line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }: any) =>
        Dimensions.flatMap((names: readonly string[]) =>
          Metrics.map(({ Name }: { readonly Name: string }) =>
            metricText(Namespace, Name, Object.fromEntries(names.map((name) => [name, String(line[name])]))),
          ),
        ),
      ),
    );

import pMap from 'p-map';
import { ConfigError } from '../config/config.ts';
import { errorMessage } from '../error-message.ts';
import { sources } from './index.ts';
import { isMissing } from './served-version.ts';
import type { SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';
import { TemplateError } from './template/template-error.ts';

/** One source's reading: what it gave, or why it gave nothing. */
export interface SourceReading {
  readonly name: string;
  readonly durationMs: number;
  readonly result: SourceResult;
  readonly failure?: SourceFailure;
}

/** Why a source gave nothing. */
export interface SourceFailure {
  /** `missing` when the cluster does not know the resource: its CRD is not installed. */
  readonly kind: 'missing' | 'failed';
  readonly problem: string;
}

const nothing: SourceResult = { endpoints: [], refusals: [], objects: [] };

/** Reads the enabled sources side by side. One source's failure is its own; ConfigError where a setting makes it impossible. */
export const readSources = (context: SourceContext, now: () => number): Promise<readonly SourceReading[]> =>
  pMap(new Set(context.config.source), async (name) => {
    const start = now();
    const outcome = await readSource(name, context);
    return { name, durationMs: now() - start, ...outcome };
  });

async function readSource(name: string, context: SourceContext): Promise<Omit<SourceReading, 'name' | 'durationMs'>> {
  try {
    const source = sources.get(name);
    if (source === undefined) throw new Error(`There is no source named ${name}`);
    return { result: await source.read(context) };
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (error instanceof SourceError || error instanceof TemplateError) throw new ConfigError([`${error.message}.`]);
    return { result: nothing, failure: failureOf(name, error) };
  }
}

function failureOf(name: string, error: unknown): SourceFailure {
  if (isMissing(error)) {
    return {
      kind: 'missing',
      problem: `the cluster does not serve what it reads; install the CRD, or leave out --source=${name}`,
    };
  }
  return { kind: 'failed', problem: errorMessage(error) };
}

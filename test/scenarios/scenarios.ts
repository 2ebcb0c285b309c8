import { connectorScenario } from './connector-scenario.ts';
import { kept } from './kept.ts';
import { ownership } from './ownership.ts';
import { records } from './records.ts';
import type { Scenario } from './scenario.ts';
import { told } from './told.ts';

/** What is played on the embedded components and on real ones. */
export const scenarios: readonly Scenario[] = [...records, ...told, ...ownership, ...kept, connectorScenario];

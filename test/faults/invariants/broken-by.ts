import type { StepRecord } from '../step-record.ts';
import { unanswered } from './answers.ts';
import { abandoned, blindDeletions, hastyDeletions, overwritten } from './deletions.ts';
import { outsideFilters, rowsAmiss, strangersTouched } from './records.ts';
import { falseClaims, unfit, untypedError } from './reports.ts';
import { refusedEvents } from './requests.ts';
import type { Sight } from './sight.ts';

/** What a step broke, one sentence each; empty when nothing. */
export const brokenBy = (arena: Sight, step: StepRecord): readonly string[] => [
  ...step.violations,
  ...strangersTouched(arena, step.after),
  ...outsideFilters(arena, step.after),
  ...rowsAmiss(arena, step.after),
  ...blindDeletions(arena, step),
  ...hastyDeletions(arena, step),
  ...abandoned(arena, step),
  ...overwritten(step),
  ...step.outcomes.flatMap(untypedError),
  ...step.outcomes.flatMap(({ report }) =>
    report === undefined ? [] : [...unanswered(arena, step, report), ...unfit(report)],
  ),
  ...(isAlone(step) ? falseClaims(arena, step) : []),
  ...refusedEvents(arena),
];

/** What a report claims can be checked where nobody else wrote. */
const isAlone = ({ outcomes, chaos }: StepRecord): boolean => outcomes.length === 1 && chaos.intruder === undefined;

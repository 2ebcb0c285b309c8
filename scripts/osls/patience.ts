import type { Resource } from './template.ts';

const minutesIn: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** What a run may take itself, in minutes (the time limit of the function). */
const runMinutes = 5;

/** Minutes without a success that are usual under a schedule: one run may fail. Undefined for cron(...), which has no interval. */
export function usualSilence(schedule: string): number | undefined {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = minutesIn[unit];
  return minutes === undefined ? undefined : 2 * Number(count) * minutes + runMinutes;
}

/**
 * The alarm on runs without success, which waits longer than `silentMinutes` where its schedules, all together, run too
 * seldom for that. CloudWatch looks back a day in minutes, and a week in hours (API reference, PutMetricAlarm).
 */
export function patientAlarm(alarm: Resource, schedules: readonly string[], silentMinutes: number): Resource {
  const minutes = Math.min(...schedules.map((each) => usualSilence(each) ?? 0));
  if (minutes <= silentMinutes) return alarm;
  const told = JSON.parse(JSON.stringify(alarm.Properties).replaceAll('${SilentMinutes}', String(minutes)));
  const [Period, periods] = minutes <= 1440 ? [60, minutes] : [3600, Math.min(168, Math.ceil(minutes / 60))];
  return { ...alarm, Properties: { ...told, Period, EvaluationPeriods: periods } };
}

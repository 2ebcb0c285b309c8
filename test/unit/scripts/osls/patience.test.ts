import { describe, expect, it } from '@jest/globals';
import { patientAlarm, usualSilence } from '../../../../scripts/osls/patience.ts';

const alarm = {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: { 'Fn::Sub': 'No success for ${SilentMinutes} minutes.' },
    Period: 60,
    EvaluationPeriods: { Ref: 'SilentMinutes' },
  },
};
const waitOf = (...schedules: readonly string[]) => {
  const { Period, EvaluationPeriods } = patientAlarm(alarm, schedules, 15).Properties;
  return { Period, EvaluationPeriods };
};
const asSet = { Period: 60, EvaluationPeriods: { Ref: 'SilentMinutes' } };

describe('the alarm on runs without success', () => {
  it.each([
    ['as it is set, where runs are often', ['rate(1 minute)'], asSet],
    ['as it is set, where one of several is often', ['rate(1 hour)', 'rate(5 minutes)'], asSet],
    ['as it is set, where nobody knows how often', ['cron(0 6 * * ? *)'], asSet],
    ['for two runs, where they are seldom', ['rate(1 hour)', 'rate(2 hours)'], { Period: 60, EvaluationPeriods: 125 }],
    ['in hours, where it is more than a day', ['rate(1 day)'], { Period: 3600, EvaluationPeriods: 49 }],
    ['for a week at most', ['rate(7 days)'], { Period: 3600, EvaluationPeriods: 168 }],
  ])('waits %s', (_, schedules, wait) => expect(waitOf(...schedules)).toEqual(wait));

  it('says how long it waits', () => {
    expect(patientAlarm(alarm, ['rate(30 minutes)'], 15).Properties['AlarmDescription']).toEqual({
      'Fn::Sub': 'No success for 65 minutes.',
    });
  });

  it.each([
    ['rate(5 minutes)', 15],
    ['cron(0/5 * * * ? *)', undefined],
  ])('under %s is usually silent for %j', (schedule, minutes) => expect(usualSilence(schedule)).toBe(minutes));
});

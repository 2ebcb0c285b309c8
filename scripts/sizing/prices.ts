/**
 * What AWS bills in us-east-1, in US dollars, as its pages had it on 2026-11-22. Free tiers are left out: whoever runs
 * hundreds of clusters has used them up.
 */
export const prices = {
  /** aws.amazon.com/lambda/pricing: Arm, first tier. */
  lambdaGbSecond: 0.0000133334,
  /** aws.amazon.com/lambda/pricing: $0.20 for a million. */
  lambdaRequest: 0.2e-6,
  /** aws.amazon.com/eventbridge/pricing: $1.00 for a million invocations of the Scheduler. */
  schedulerInvocation: 1e-6,
  /** aws.amazon.com/cloudwatch/pricing: a metric and month, the first 10,000, and from there to 250,000. */
  metric: 0.3,
  metricBeyond10000: 0.1,
  /** aws.amazon.com/cloudwatch/pricing: an alarm and month, of standard resolution. */
  alarm: 0.1,
  /** aws.amazon.com/cloudwatch/pricing: a dashboard and month. */
  dashboard: 3,
  /** aws.amazon.com/cloudwatch/pricing: a GB of logs taken in, first tier. */
  logGb: 0.5,
  /** aws.amazon.com/xray/pricing: $5.00 for a million traces. */
  trace: 5e-6,
  /** aws.amazon.com/step-functions/pricing: standard workflows, $0.025 for a thousand transitions. */
  transition: 25e-6,
  /** aws.amazon.com/step-functions/pricing: express workflows, $1.00 for a million, and a GB-second, in pieces of 64 MB. */
  expressRequest: 1e-6,
  expressGbSecond: 0.00001667,
  // Requests to Route 53, STS and EKS cost nothing; hosted zones and queries cost what they cost without dns-herald.
} as const;

import type { MiddlewareObj } from '@middy/core';
import type { Examination } from '../../lib/doctor/check.ts';
import type { Report } from '../../lib/report/report.ts';

/**
 * Leaves the lists out of a report for who asked for `summary` alone, as a state machine does, whose states may hold no
 * more than 256 KiB (AWS Step Functions developer guide, "Quotas"). The log has had them.
 */
export const summarise = (): MiddlewareObj<unknown, Report | Examination> => ({
  after(request) {
    const { event, response } = request;
    if (!response || !('counts' in response) || Object(event).summary !== true) return;
    const { results, omitted } = response;
    request.response = { ...response, results: [], omitted: omitted + results.length, orphans: [], warnings: [] };
  },
});

import type { Sight } from './sight.ts';

/** 400 and 422 are the API server's words for an event that is not valid; no fault has them. */
export const refusedEvents = ({ kubernetes }: Sight): readonly string[] =>
  kubernetes.requests
    .filter(({ resource, status }) => resource === 'events' && (status === 400 || status === 422))
    .map(({ method, path, status }) => `the API server refused an event: ${method} ${path} ${status}`);

/** In an undisturbed run the API server has nothing to refuse but what exists already, or not yet. */
export const refusedRequests = ({ kubernetes }: Sight): readonly string[] =>
  kubernetes.requests
    .filter(
      ({ resource, verb, status }) => status >= 400 && !(resource === 'events' && verb === 'create' && status === 409),
    )
    .filter(({ resource, status }) => !(resource === 'leases' && status === 404))
    .map(
      ({ method, path, status }) =>
        `the API server refused a request of an undisturbed run: ${method} ${path} ${status}`,
    );

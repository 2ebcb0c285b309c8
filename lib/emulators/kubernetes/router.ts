import { answerReview } from './access-review.ts';
import { type Authorizer, refusalText } from './authorization.ts';
import type { ClusterState } from './cluster-state.ts';
import { discoveryDocument } from './discovery.ts';
import { openApiDocument } from './open-api.ts';
import type { PathRequest, RequestInfo, ResourceRequest } from './request-info.ts';
import { forbidden, StatusError, unauthorized, unknownPath } from './status.ts';
import { type Answer, answerResource, parseBody, type ResourceCall } from './verbs.ts';
import { prepareWatch } from './watch.ts';

/** A request with its sender and body, as it came over HTTP. */
export interface ApiCall {
  readonly request: RequestInfo;
  /** Undefined where the token was missing or not valid. */
  readonly user: string | undefined;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A watch goes on until it is ended by the function that `start` returns. */
export interface WatchAnswer {
  readonly code: 200;
  start(write: (line: string) => void): () => void;
}

/** The API server's own version, in the form of `/version`. */
const version = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.0-dns-herald',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'linux/amd64',
};
const health = ['/healthz', '/livez', '/readyz'];

/** Answers a request in the API server's order: authentication, authorization, routing, verb. Throws StatusErrors. */
export function route(state: ClusterState, authorizer: Authorizer, call: ApiCall): Answer | WatchAnswer {
  const { request, user } = call;
  if (health.includes(request.path)) return { code: 200, body: 'ok' };
  if (request.path === '/version') return { code: 200, body: version };
  if (user === undefined) throw unauthorized();
  authorize(authorizer, user, request);
  if (request.kind === 'path') return answerPath(state, request);
  const review =
    request.verb === 'create' &&
    answerReview(request.plural, () => parseBody(request.plural, 'a review', call), user, authorizer);
  if (review) return { code: 201, body: review };
  const checkCreate = () => authorize(authorizer, user, { ...request, verb: 'create' });
  return answerResourceCall(state, call, request, checkCreate);
}

function authorize(authorizer: Authorizer, user: string, request: RequestInfo): void {
  if (authorizer.allows(user, request)) return;
  const text = refusalText(user, request);
  if (request.kind === 'resource') throw forbidden(request, request.name, text);
  throw new StatusError(403, 'Forbidden', `forbidden: ${text}`, {});
}

function answerPath({ definitions }: ClusterState, request: PathRequest): Answer {
  const { path, verb } = request;
  const all = definitions.all();
  const document = verb === 'get' ? (discoveryDocument(path, all) ?? openApiDocument(path, all)) : undefined;
  return document ? { code: 200, body: document } : pageNotFound;
}

/** Groups that nobody serves, and custom resources that nobody defined, get plain text instead of a Status. */
const pageNotFound: Answer = { code: 404, body: '404 page not found\n' };

function answerResourceCall(
  state: ClusterState,
  call: ApiCall,
  request: ResourceRequest,
  checkCreate: () => void,
): Answer | WatchAnswer {
  const definition = state.definitions.atPath(request.apiVersion, request.plural);
  if (!definition) {
    const builtIn = state.definitions
      .all()
      .some((one) => one.apiVersion === request.apiVersion && one.origin === 'built-in');
    if (builtIn) throw unknownPath();
    return pageNotFound;
  }
  const { accept, contentType, body } = call;
  const resourceCall: ResourceCall = { state, request, definition, accept, contentType, body, checkCreate };
  if (request.verb === 'watch') return { code: 200, start: prepareWatch(resourceCall) };
  return answerResource(request.verb, resourceCall);
}

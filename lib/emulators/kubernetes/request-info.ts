/** What a request asks for, read off its method and URL as the API server does (apiserver endpoints/request). */
export type RequestInfo = ResourceRequest | PathRequest;

/** What RBAC calls what is asked for. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection'
  | 'unsupported';

interface Common {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A request for objects, or for one of them. */
export interface ResourceRequest extends Common {
  readonly kind: 'resource';
  readonly verb: Verb;
  readonly apiVersion: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** Discovery, health and everything else that is no resource. */
export interface PathRequest extends Common {
  readonly kind: 'path';
  readonly verb: string;
}

/**
 *     /api/v1/RESOURCE[/NAME[/SUBRESOURCE]]
 *     /api/v1/namespaces/NAMESPACE/RESOURCE[/NAME[/SUBRESOURCE]]
 *     /apis/GROUP/VERSION/...                                      likewise
 */
export function readRequest(method: string, url: string): RequestInfo {
  const { pathname: path, searchParams: query } = new URL(url, 'https://localhost');
  const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
  const common = { method, path, query };
  const prefix = segments[0] === 'api' ? 2 : segments[0] === 'apis' ? 3 : Number.POSITIVE_INFINITY;
  if (segments.length <= prefix) return { kind: 'path', verb: method.toLowerCase(), ...common };
  const [group = '', version = ''] = prefix === 2 ? ['', segments[1]] : segments.slice(1, 3);
  const place = readPlace(segments.slice(prefix));
  const apiVersion = group ? `${group}/${version}` : version;
  return { kind: 'resource', verb: verbOf(method, query, place.name), apiVersion, group, ...common, ...place };
}

type Place = Pick<ResourceRequest, 'plural' | 'namespace' | 'name' | 'subresource'>;

/** A namespace itself counts as lying in the namespace of its name. */
function readPlace(parts: readonly string[]): Place {
  const [first = '', namespace, third] = parts;
  const ofNamespace = first === 'namespaces' && (third === 'status' || third === 'finalize');
  const within = first === 'namespaces' && namespace !== undefined && third !== undefined && !ofNamespace;
  const [plural = '', name, subresource] = within ? parts.slice(2) : parts;
  return {
    plural,
    ...(first === 'namespaces' && namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

function verbOf(method: string, query: URLSearchParams, name: string | undefined): Verb {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (isTrue(query.get('watch'))) return 'watch';
      return name === undefined ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      return 'unsupported';
  }
}

const isTrue = (text: string | null): boolean => text === '1' || text === 'true';

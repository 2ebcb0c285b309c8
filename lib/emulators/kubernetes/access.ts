import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import type { Authorizer } from './authorization.ts';

/** Who may come in: bearer tokens by user, and what each user may do. */
export class Access {
  readonly authorizer: Authorizer;
  readonly #users = new Map<string, string>();

  constructor(authorizer: Authorizer) {
    this.authorizer = authorizer;
  }

  tokenOf(user: string): string {
    const known = [...this.#users].find(([, owner]) => owner === user)?.[0];
    const token = known ?? randomUUID();
    this.#users.set(token, user);
    return token;
  }

  userOf(authorization = ''): string | undefined {
    return this.#users.get(authorization.replace(/^bearer\s+/i, ''));
  }

  revoke(user: string): void {
    for (const [token, owner] of this.#users) if (owner === user) this.#users.delete(token);
  }
}

/** A kubeconfig with one context, the CA embedded, and the token. */
export function kubeconfig(server: string, authority: string, user: string, token: string): string {
  const name = 'dns-herald';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  });
}

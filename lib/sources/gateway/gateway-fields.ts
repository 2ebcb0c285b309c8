import { z } from 'zod';
import { listOf, section, text, whole } from '../boundary.ts';
import { conditions } from '../conditions.ts';
import type { Readable } from '../read-served.ts';
import { admittedNamespaces } from './admitted-namespaces.ts';
import { gatewayGroup } from './gateway-resources.ts';

const textOr = (fallback: string) => text.transform((value) => value || fallback);

/** Which Gateway or ListenerSet a route or a ListenerSet attaches to. Without a namespace it is in its own. */
const parentRef = section({
  group: textOr(gatewayGroup),
  kind: textOr('Gateway'),
  namespace: text,
  name: text,
  /** Of one listener; empty for all of them. */
  sectionName: text,
  port: whole,
});

/** What a route, or a ListenerSet, attaches to. */
export type ParentRef = z.infer<typeof parentRef>;

const listener = z.object({
  name: text,
  /** Empty for every hostname. */
  hostname: text,
  port: whole,
  protocol: text,
  allowedRoutes: section({
    namespaces: admittedNamespaces,
    kinds: listOf(z.object({ group: textOr(gatewayGroup), kind: text })),
  }),
});

/** A listener of a Gateway or of a ListenerSet. */
export type Listener = z.infer<typeof listener>;

/** What is read of a Gateway. */
export const gatewaySchema = z.object({
  spec: section({
    listeners: listOf(listener),
    allowedListeners: section({ namespaces: admittedNamespaces }),
  }),
  status: section({ addresses: listOf(z.object({ value: text })) }),
});

/** A Gateway whose fields are sound. */
export type Gateway = Readable<z.infer<typeof gatewaySchema>>;

/** What is read of a ListenerSet, also of an XListenerSet. */
export const listenerSetSchema = z.object({
  spec: section({ parentRef, listeners: listOf(listener) }),
  status: section({ conditions, listeners: listOf(z.object({ name: text, conditions })) }),
});

/** A ListenerSet whose fields are sound. */
export type ListenerSet = Readable<z.infer<typeof listenerSetSchema>>;

/** What is read of a route of any kind. */
export const routeSchema = z.object({
  spec: section({ hostnames: listOf(z.string()), parentRefs: listOf(parentRef) }),
  status: section({ parents: listOf(z.object({ parentRef, conditions })) }),
});

/** A route whose fields are sound. */
export type Route = Readable<z.infer<typeof routeSchema>>;

import type { z } from 'zod';
import { section, text } from '../boundary.ts';
import { labelSelector, selectsLabels } from '../label-selector.ts';

/** `allowedRoutes.namespaces` of a listener, `allowedListeners.namespaces` of a Gateway. */
export const admittedNamespaces = section({ from: text, selector: labelSelector });

/** Which namespaces a listener or a Gateway lets in. */
export type AdmittedNamespaces = z.infer<typeof admittedNamespaces>;

/** The labels of a namespace; undefined when there is no such namespace. */
export type NamespaceLabels = (namespace: string) => Readonly<Record<string, string>> | undefined;

/** Whether the labels of namespaces decide. */
export const asksForLabels = ({ from }: AdmittedNamespaces): boolean => from === 'Selector';

/**
 * Whether an object of the namespace `guest` may attach to one of the namespace `host`. `from` is what holds where
 * nothing is written: a listener takes routes of its own namespace, a Gateway no ListenerSets.
 */
export function admits(
  rule: AdmittedNamespaces,
  { guest, host, from }: { readonly guest: string; readonly host: string; readonly from: 'Same' | 'None' },
  labelsOf: NamespaceLabels,
): boolean {
  switch (rule.from || from) {
    case 'All':
      return true;
    case 'Same':
      return guest === host;
    case 'Selector': {
      const labels = labelsOf(guest);
      return labels !== undefined && selectsLabels(rule.selector, labels);
    }
    default:
      return false;
  }
}

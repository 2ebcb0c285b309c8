/**
 * A Kubernetes field selector that demands these values. Backslash, comma and equals sign are escaped
 * (apimachinery pkg/fields, EscapeValue).
 */
export const fieldSelector = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([field, value]) => `${field}=${value.replace(/[\\,=]/g, '\\$&')}`)
    .join(',');

import { invalidInput } from './errors.ts';

/**
 * The page size a request asks for, at most what the API gives.
 * @throws Route53Error InvalidInput when it is no positive number.
 */
export function pageSize(query: URLSearchParams, maximum: number): number {
  const text = query.get('maxitems');
  if (text === null) return maximum;
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw invalidInput(`Value '${text}' at 'maxItems' is not a positive number`);
  return Math.min(Number(text), maximum);
}

/** An action that prints one literal, which is how a text with braces gets through Helm: `{{ "{{.Name}}" }}`, `` {{`{{.Name}}`}} ``. */
const literalAction = /\{\{-?\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)\s*-?\}\}/g;

/**
 * The text that Helm's `tpl` makes of one that holds no action but literals; undefined where something in it depends on
 * the release.
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#using-the-tpl-function
 */
export function renderLiterals(text: string): string | undefined {
  if (text.replace(literalAction, '').includes('{{')) return undefined;
  return text.replace(
    literalAction,
    (_, quoted: string | undefined, raw = '') => quoted?.replace(/\\(.)/g, '$1') ?? raw,
  );
}

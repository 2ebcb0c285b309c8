/** Columns of help and other prose: what a terminal has at least. */
export const proseWidth = 100;

/** Breaks a text between words into lines of a width, each after an indent. A longer word has a line of its own. */
export function wrap(text: string, indent: string, width: number = proseWidth): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}

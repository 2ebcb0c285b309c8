import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

/** A line across the whole table, or one cell for each column. */
export type TableRow = string | readonly string[];

/** Nothing but space between columns: calm on a terminal, and plain text in a pipe. */
const noBorders = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`, `mid-${side}`])
    .map((name) => [name, '']),
);

/** Columns of the given widths, in characters; what does not fit goes on in the next line of its cell. */
export function textTable(rows: readonly TableRow[], widths: readonly number[]): string {
  const table = new Table({
    chars: noBorders,
    colWidths: [...widths],
    wordWrap: true,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  const whole = widths.reduce((sum, width) => sum + width, 0);
  for (const row of rows) {
    if (typeof row === 'string') table.push([{ colSpan: widths.length, content: breakable(row, whole - 1) }]);
    else table.push(row.map((cell, column) => breakable(cell, (widths[column] ?? whole) - 1)));
  }
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Breaks words that are longer than their column, which the table would cut off. Such a cell loses its colour. */
function breakable(cell: string, width: number): string {
  const plain = stripVTControlCharacters(cell);
  const tooLong = new RegExp(`\\S{${width + 1},}`, 'g');
  if (!tooLong.test(plain)) return cell;
  return plain.replace(tooLong, (word) => word.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? word);
}

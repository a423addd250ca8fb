import type { ListFormat } from './types';

/**
 * Rows of a list as texts by column: tabs, commas or semicolons apart them, quotes keep a comma in its text. Plain lines are one column.
 * @param like A table whose first line tells what stands between cells, where the text is more rows of it.
 */
export function splitRows(text: string, format: ListFormat, like = text): string[][] {
  const lines = text.replaceAll('\r\n', '\n');
  if (format === 'lines') return plain(lines);
  if (format === 'tsv' || lines.includes('\t')) return parse(lines, '\t');
  const separator = separatorOf(like);
  return format === 'csv' || lines.includes('"') ? parse(lines, separator) : guess(lines, separator);
}

/** Spreadsheets write semicolons wherever a comma stands in numbers. */
const separatorOf = (text: string) => (/^[^,\n]*;[^,\n]*(\n|$)/.test(text.trimStart()) ? ';' : ',');

const plain = (text: string) => text.split('\n').map(line => line.trim()).filter(line => line !== '').map(line => [line]);
/** Prompts have commas, too: a table has as many in each line. */
const guess = (text: string, separator: string) => {
  const rows = parse(text, separator);
  const width = rows[0]?.length ?? 1;
  return width > 1 && rows.length > 1 && rows.every(row => row.length === width) ? rows : plain(text);
};

function parse(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const endField = () => {
    row.push(field.trim());
    field = '';
  };
  const endRow = () => {
    endField();
    if (row.some(value => value !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text.charAt(at + 1) === '"') field += text.charAt(++at);
      else isQuoted = false;
    } else if (letter === '"' && field.trim() === '') isQuoted = true;
    else if (letter === separator) endField();
    else if (letter === '\n') endRow();
    else field += letter;
  }
  endRow();
  return rows;
}

/** The words of the rows dialog: of projects, or of the rows of a table. */
import { m } from '#messages';
import type { SheetTable } from '../../../api/bindings';
import { MOST_STORED } from '../frontier/portfolio';
import { heading } from '../sheet/cells';

export function rowsWords(table: SheetTable | null, count: number) {
  if (!table) {
    return {
      most: MOST_STORED,
      title: m.tool_rows_title(),
      fileTitle: m.tool_rows_file_title(),
      example: m.tool_rows_example(),
      none: m.tool_rows_none(),
      full: m.tool_rows_most({ most: MOST_STORED }),
      add: count === 0 ? m.tool_rows_add_none() : m.tool_rows_add({ count }),
      added: m.tool_rows_added({ count }),
      replaced: m.tool_rows_replaced({ count }),
      read: m.tool_rows_names({ count }),
    };
  }
  return {
    most: table.most,
    title: m.sheet_rows_title({ table: table.title }),
    fileTitle: m.sheet_rows_file_title({ table: table.title }),
    example: table.columns.map(heading).join('\t'),
    none: m.sheet_rows_none(),
    full: m.sheet_rows_most({ most: table.most }),
    add: count === 0 ? m.sheet_rows_add_none() : m.sheet_rows_add({ count }),
    added: m.sheet_rows_added({ count }),
    replaced: m.sheet_rows_replaced({ count }),
    read: m.sheet_rows_read({ count }),
  };
}

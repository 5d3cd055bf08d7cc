"""How a sheet is set up for screen and print: protection, panes, paper, what each page repeats."""

from __future__ import annotations

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from templates.builder.describing import Sheet

__all__ = ["set_up"]

A4 = 9
TITLE_ROW = 1


def set_up(page: Worksheet, sheet: Sheet, title: str) -> None:
    """Protect a sheet, freeze its panes, and fit it to paper.

    Args:
        page: the sheet as it is written.
        sheet: its description.
        title: what the workbook is called; every page says it at its foot.
    """
    if sheet.locked:
        page.protect("", {"format_columns": True, "format_rows": True})
    page.set_selection(sheet.first)
    page.hide_gridlines(2)
    if sheet.portrait:
        page.set_portrait()
    else:
        page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(*sheet.pages)
    page.center_horizontally()
    if sheet.area:
        page.print_area(sheet.area)
    if sheet.repeat:
        page.repeat_rows(sheet.repeat[0] - 1, sheet.repeat[1] - 1)
    elif not sheet.pages[1]:
        page.repeat_rows(TITLE_ROW)
    if sheet.freeze:
        page.freeze_panes(*xl_cell_to_rowcol(sheet.freeze))
    if sheet.tab:
        page.set_tab_color(sheet.tab)
    footer = f"{title}: {sheet.title}"
    page.set_footer(f'&L&"Calibri,Regular"&9{footer}&R&"Calibri,Regular"&9Page &P of &N')
    page.ignore_errors({"formula_differs": "A1:XFD1048576", "formula_range": "A1:XFD1048576"})

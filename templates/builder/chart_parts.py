"""What is put right in the charts' XML once xlsxwriter has written it."""

from __future__ import annotations

import re

LABELS = b"".join(
    b'<c:%s val="%d"/>' % (switch, switch == b"showVal")
    for switch in (
        b"showLegendKey",
        b"showVal",
        b"showCatName",
        b"showSerName",
        b"showPercent",
        b"showBubbleSize",
    )
)

# xlsxwriter leaves out what Excel 2007 takes for off. Once another program has saved the workbook,
# a switch left out counts as on: labels then name series and months too, and axes may vanish.
SAID = (
    (rb'<c:showVal val="1"/>', LABELS),
    (rb"(</c:tx><c:layout/>)(?=</c:title>)", rb'\1<c:overlay val="0"/>'),
    (rb"(<c:grouping [^>]*/>)", rb'\1<c:varyColors val="0"/>'),
    (
        rb"(<c:idx [^>]*/><c:order [^>]*/><c:tx>.*?</c:tx><c:spPr>.*?</c:spPr>)",
        rb'\1<c:invertIfNegative val="0"/>',
    ),
    (rb"(</c:scaling>)(?=<c:axPos)", rb'\1<c:delete val="0"/>'),
    (rb"(<c:legendPos [^>]*/><c:layout/>)", rb'\1<c:overlay val="0"/>'),
)


def finished(chart: bytes) -> bytes:
    """Say every switch of a chart outright, and drop its copies of cells.

    A fill changes the cells and not the charts, so the copies would go stale.

    Args:
        chart: a chart's part as xlsxwriter writes it.

    Returns:
        The part with its switches in the schema's order; one without labels, legend or caches is
        left as it is there.

    >>> finished(b'<c:dLbls><c:showVal val="1"/></c:dLbls>').count(b'val="1"')
    1
    >>> finished(b"<c:v><c:numCache>9</c:numCache></c:v>")
    b'<c:v></c:v>'
    """
    for place, said in SAID:
        chart = re.sub(place, said, chart, flags=re.S)
    return re.sub(rb"<c:(num|str)Cache>.*?</c:\1Cache>", b"", chart, flags=re.S)

"""What can be wrong with the charts of a paper, and with the samples that give their look."""

from paperkit.findings import Code, Severity

SAMPLE_LACKING = Code(
    "PK-630",
    Severity.NOTE,
    "A house without a sample chart",
    "The look of every chart comes from the first line chart and the first bar chart of the "
    "pack's house.docx. Where one is not there, that of the pack which it extends serves, and "
    "where there is none at all, Word's own look.",
    "A house.docx from which the sample line chart was deleted.",
    "Copy the sample chart from the house.docx of the pack 'council' into yours, and change its "
    "look in Word.",
)
SERIES_LACKING = Code(
    "PK-631",
    Severity.NOTE,
    "A sample chart without one of its series",
    "Each series of a chart looks like the series of the same name in the sample: Value, Target, "
    "Mean, Upper limit, Lower limit. One that the sample lacks gets Word's own look, which may "
    "not be told apart in black and white.",
    "A sample line chart whose series 'Target' was deleted or called otherwise.",
    "In house.docx, right-click the sample chart, choose Edit Data, and add a column of that name.",
)
CHART_NOT_ALONE = Code(
    "PK-632",
    Severity.ERROR,
    "A chart beside other text",
    "A chart is a picture as wide as the text or the cell that it stands in. Its tag stands alone "
    "in a paragraph.",
    "'Trend: {{ indicator.chart }}'.",
    "Put the tag in a paragraph of its own.",
)
CHART_LOST = Code(
    "PK-633",
    Severity.ERROR,
    "A chart that does not show its figures",
    "Each chart of a finished paper is opened again: its title, its periods, its figures and its "
    "alternative text must be those that it was made from.",
    "A chart of which the paper holds the frame alone.",
    "Send the data and the kind to whoever looks after paperkit; the paper must not be filed.",
)
WORKBOOK_DIFFERS = Code(
    "PK-634",
    Severity.ERROR,
    "A chart whose workbook holds other figures",
    "Word keeps a chart's figures twice: in the chart, and in the small workbook that opens on "
    "Edit Data. Where they differ, the chart would change as soon as somebody edits it.",
    "A workbook with 12.4 where the chart shows 12.6.",
    "Send the data and the kind to whoever looks after paperkit; the paper must not be filed.",
)
CODES = (SAMPLE_LACKING, SERIES_LACKING, CHART_NOT_ALONE, CHART_LOST, WORKBOOK_DIFFERS)

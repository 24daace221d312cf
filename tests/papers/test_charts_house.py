"""The look of charts: the house's samples, what they lack, what of them goes into a paper."""

import re
from pathlib import Path

from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import replace
from paperkit.kinds.paper import RatedIndicator
from paperkit.word.charts import Samples, check_samples, read_samples
from paperkit.word.house import WordFile
from paperkit.word.html import html_of
from paperkit.word.package import pack, unpack
from paperkit.word.template import printable
from paperkit.word.values import SeriesPart, Shape
from tests.cases import each
from tests.papers.charted import bundled, charted, charts, figure, house, values
from tests.papers.packages import changed, check_template, p, part
from tests.papers.plain import plain_document
from tests.tables import numbers

LINE = figure("| Period | Value | Target |\n|--|--|--|\n| 2024 | 4 | 5 |\n| 2025 | 6 | 5 |")
BARS = figure("| Rating | Value |\n|--|--|\n| Green | 3 |", "Ratings", Shape.BARS)
CHART, RELS = "word/charts/chart1.xml", "word/charts/_rels/chart1.xml.rels"


def edited(old: str, new: str, name: str = CHART, pack_name: str = "own") -> WordFile:
    """Return the council's house with one change, as the house of another pack."""
    return WordFile(f"{pack_name}/house.docx", unpack(changed(house().package, name, old, new)))


def without(*shapes: str) -> WordFile:
    """Return the council's house without the sample charts of these parts."""
    text = part(house().package)
    for shape in shapes:
        text = re.sub(rf'<c:chart [^>]*r:id="rIdChart{shape}"/>', "", text)
    members = {**house().members, "word/document.xml": text.encode()}
    return WordFile("own/house.docx", members)


def told(samples: Samples) -> list[str]:
    found = check_samples(samples, (LINE, BARS, LINE))
    return [f"{one.code} {one.place}: {one.message}" for one in found]


@each("name", ["council", "partnership"])
def test_the_bundled_houses_have_a_sample_of_each_with_every_series(name: str) -> None:
    samples = bundled(name)
    assert set(samples.of) == set(Shape)
    assert samples.of[Shape.LINE].series == {part.value.lower() for part in SeriesPart}
    assert told(samples) == []


def test_a_house_without_a_sample_takes_that_of_the_pack_it_extends() -> None:
    samples = read_samples([without("1"), house()])
    finding = check_samples(samples, (LINE, BARS))
    assert finding == (
        Finding(
            finding[0].code,
            Place("own/house.docx"),
            "own/house.docx has no sample line chart; council/house.docx is used instead.",
            "Copy the sample chart from the house.docx of the pack 'council' into yours, and "
            "change its look in Word.",
            "line",
        ),
    )
    assert (finding[0].code, finding[0].severity) == ("PK-630", Severity.NOTE)
    assert 'prstDash val="dash"' in part(charted(LINE, samples=samples), CHART)


def test_without_any_sample_word_s_own_look_serves_and_it_is_said() -> None:
    samples = read_samples([without("1", "2")])
    assert told(samples) == [
        "PK-630 own/house.docx: own/house.docx has no sample line chart; Word's own look is used "
        "instead.",
        "PK-630 own/house.docx: own/house.docx has no sample bar chart; Word's own look is used "
        "instead.",
    ]
    (read,) = charts(charted(LINE, samples=samples))
    assert values(read) == {one.name: one.numbers for one in LINE.series}


def test_a_pack_without_a_house_says_so_as_well() -> None:
    assert told(read_samples([])) == [
        "PK-630 house.docx: The pack has no sample line chart; Word's own look is used instead.",
        "PK-630 house.docx: The pack has no sample bar chart; Word's own look is used instead.",
    ]


def test_a_sample_that_lacks_a_series_is_told_and_the_chart_is_drawn_all_the_same() -> None:
    samples = read_samples([edited("<c:v>Target</c:v>", "<c:v>Goal</c:v>")])
    found = check_samples(samples, (LINE,))
    assert [(one.code, one.message, one.value) for one in found] == [
        ("PK-631", "The sample line chart has no series 'Target'.", "Target")
    ]
    (read,) = charts(charted(LINE, samples=samples))
    assert values(read) == {one.name: one.numbers for one in LINE.series}


def test_a_chart_of_another_sort_is_no_sample() -> None:
    curved = edited("c:lineChart>", "c:areaChart>")
    closed = changed(curved.package, CHART, "c:lineChart>", "c:areaChart>")
    assert set(read_samples([replace(curved, members=unpack(closed))]).of) == {Shape.BARS}


def test_what_an_officer_changed_in_the_sample_is_in_every_chart() -> None:
    samples = read_samples([edited('prstDash val="dash"', 'prstDash val="lgDashDot"')])
    assert 'prstDash val="lgDashDot"' in part(charted(LINE, samples=samples), CHART)


def test_the_size_is_that_of_the_sample() -> None:
    smaller = edited('cx="6120000" cy="2160000"', 'cx="3000000" cy="1500000"', "word/document.xml")
    made = part(charted(LINE, samples=read_samples([smaller])))
    assert '<wp:extent cx="3000000" cy="1500000"/>' in made


COUNTS = r'(<c:(?:idx|order|ptCount) val|<c:pt idx|<wp:extent cx|cy)="(\d+)"'


def counting(how: str) -> WordFile:
    """Return the council's house with each number that counts or measures charts in that form."""
    members = {
        name: re.sub(COUNTS, lambda found: f'{found[1]}="{how.format(found[2])}"', data.decode())
        for name, data in house().members.items()
        if name.startswith("word/charts/chart") or name == "word/document.xml"
    }
    parts = {name: data.encode() for name, data in members.items()}
    return WordFile("own/house.docx", {**house().members, **parts})


def test_a_sample_that_counts_with_a_fraction_gives_the_same_chart() -> None:
    whole, with_fraction = (
        unpack(charted(LINE, BARS, samples=read_samples([counting(how)]))) for how in ("{}", "{}.0")
    )
    assert whole == with_fraction


@each("how", ["", "auto", "{}mm", "-{}", "99999999999"])
def test_a_sample_whose_numbers_are_none_still_gives_every_figure(how: str) -> None:
    made = charted(LINE, BARS, samples=read_samples([counting(how)]))
    assert [values(read) for read in charts(made)] == [
        {one.name: one.numbers for one in figure.lines} for figure in (LINE, BARS)
    ]
    assert html_of(made).count(b"<svg") == 2


LOOKS = ("gapWidth", "size", "min", "max", "majorUnit")


@each("said", ["", "auto", "12.7mm", "5.0", "NaN"])
def test_a_look_that_is_no_number_leaves_a_chart_as_offices_draw_it(said: str) -> None:
    text = part(charted(LINE), CHART)
    for name in LOOKS:
        text = re.sub(rf'<c:{name} val="[^"]*"', f'<c:{name} val="{said}"', text)
    text = re.sub(r'(<a:ln [^>]*w)="\d+"', rf'\1="{said}"', text)
    text = re.sub(r'(<a:lum\w+ val)="\d+"', rf'\1="{said}"', text)
    made = pack({**unpack(charted(LINE)), CHART: text.encode()})
    assert html_of(made).count(b"<svg") == 1


def test_a_sample_without_a_title_leaves_it_to_the_words_around() -> None:
    text = part(house().package, CHART)
    title = text[text.index("<c:title>") : text.index("</c:title>") + len("</c:title>")]
    (read,) = charts(charted(LINE, samples=read_samples([edited(title, "")])))
    assert read.title == ""


def test_parts_beside_the_sample_go_along_and_its_own_workbook_does_not() -> None:
    colours = '<Relationship Id="rId7" Type="http://x/chartColorStyle" Target="colors1.xml"/>'
    more = edited("</Relationships>", f"{colours}</Relationships>", RELS)
    members = {**more.members, "word/charts/colors1.xml": b"<colours/>"}
    samples = read_samples([WordFile("own/house.docx", members)])
    made = unpack(charted(LINE, BARS, LINE, samples=samples))
    beside = sorted(name for name in made if "colors" in name)
    assert beside == ["word/charts/colors1-chart1.xml", "word/charts/colors1-chart3.xml"]
    assert sorted(name for name in made if name.startswith("word/embeddings")) == [
        f"word/embeddings/chart{n}.xlsx" for n in (1, 2, 3)
    ]


def test_a_link_in_the_sample_does_not_lead_out_of_the_paper() -> None:
    link = '<a:hlinkClick r:id="rId9"/>'
    leading = edited('<a:rPr lang="en-GB" sz="1000" b="1">', f'<a:rPr lang="en-GB">{link}')
    text = part(charted(LINE, samples=read_samples([leading])), CHART)
    assert "hlinkClick" not in text
    assert text.count("r:id=") == 1


def test_a_chart_is_something_that_a_template_can_print() -> None:
    assert printable(RatedIndicator.__annotations__["chart"])


def test_a_chart_s_tag_stands_alone_in_its_paragraph(tmp_path: Path) -> None:
    made = plain_document()
    begin = ("{%p for block in dashboard.blocks %}", "{%p for one in block.indicators %}")
    for text in (*begin, "{{ one.chart }}", "Now: {{ one.chart }}", *["{%p endfor %}"] * 2):
        made.add_paragraph(text)
    made.save(str(tmp_path / "template.docx"))
    found = check_template(tmp_path / "template.docx", ())
    assert numbers(found) == ["PK-632"]
    assert "Now: {{ one.chart }}" in str(found[0].place)
    assert found[0].message == "'one.chart' is a chart, and other words are with it."
    assert found[0].remedy == "Put the tag in a paragraph of its own."


def test_a_blank_run_around_a_chart_s_tag_does_no_harm() -> None:
    assert len(charts(charted(LINE, body=p(" <0> ")))) == 1

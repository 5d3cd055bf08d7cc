"""The picture of a history: what it shows, in both forms, and the same each time."""

from __future__ import annotations

import io
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from funnel_addin.curves import drawn
from funnel_core.history.cohorts import ADVANCED, LOST, OPEN
from funnel_core.history.counted import COLUMNS, History
from funnel_core.history.curves import FEWEST, step_curves
from funnel_core.history.months import as_day
from funnel_core.history.order import StageOrder
from funnel_core.history.report import HistoryReport
from funnel_core.history.reporting import reported

START, AS_OF = 19_000, 19_200
SVG = "{http://www.w3.org/2000/svg}"


def simulated(*names: str, per_day: int = 12, rate: float = 0.4, seed: int = 5) -> History:
    """Simulate records that enter daily; those that do not advance are lost after 16 days."""
    rng = np.random.default_rng(seed)
    order = StageOrder(names, ("Lost",))
    days = np.repeat(np.arange(START, AS_OF - 1), per_day)
    reached = [days]
    for _ in names[1:]:
        lag = rng.integers(1, 15, days.size)
        goes = (rng.random(days.size) < rate) & (reached[-1] < 10**6)
        reached.append(np.where(goes, reached[-1] + lag, 10**6))
    lines = []
    for start, end in order.pairs:
        entered = reached[start] <= AS_OF
        day, at = reached[start][entered], reached[end][entered]
        gone = (at == 10**6) & (day + 16 <= AS_OF)
        outcome = np.where(at <= AS_OF, ADVANCED, np.where(gone, LOST, OPEN))
        lag = np.select([at <= AS_OF, gone], [at - day, 16], AS_OF - day)
        lines.append(
            pd.DataFrame({"day": day, "lag": lag, "outcome": outcome}).assign(start=start, end=end)
        )
    counts = pd.concat(lines).assign(channel="").value_counts().rename("records").reset_index()
    return History(order, AS_OF, counts[list(COLUMNS)])


def of(history: History) -> HistoryReport:
    """Report it, at 80 %."""
    return reported(history, confidence=0.8)


def words(svg: bytes) -> str:
    """Give all the text of a drawing."""
    return "\n".join(node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_a_panel_per_step_and_one_for_the_whole_way_each_with_its_rates() -> None:
    """The drawing names every step, its honest rate with both ends, and how many entered."""
    history = simulated("Lead", "MQL", "Won")
    report = of(history)
    text = words(drawn(report, history, "svg"))
    for pair in (*report.steps, report.to_won[0]):
        assert pair.honest is not None
        interval = pair.honest.interval
        assert f"{pair.start} → {pair.end}" in text
        assert f"{pair.honest.rate * 100:.1f} %" in text
        assert f"({interval.low * 100:.1f} % to {interval.high * 100:.1f} %)" in text
        assert f"{pair.entered:,} entered" in text
    assert "80% interval" in text


def test_a_png_opens_and_is_large_enough_to_read() -> None:
    """The PNG is a picture of a size that a slide can bear, not blank."""
    history = simulated("Lead", "Won")
    picture = Image.open(io.BytesIO(drawn(of(history), history, "png")))
    assert picture.format == "PNG"
    assert picture.width > 900
    assert len(picture.convert("L").getcolors() or ()) > 20


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_history_is_the_same_picture_to_the_byte(form: str) -> None:
    """Nothing of the clock or of chance gets into the file."""
    history = simulated("Lead", "Won")
    report = of(history)
    assert drawn(report, history, form) == drawn(report, history, form)


def test_names_are_shown_as_they_are() -> None:
    """Names that are a formula to the drawing library, or markup, are shown as typed."""
    history = simulated("$x_1$ lead", "<won> & paid")
    text = words(drawn(of(history), history, "svg"))
    assert "$x_1$ lead → <won> & paid" in text


def test_a_long_name_is_whole_beside_a_short_one() -> None:
    """Two long ones are cut, each to its half."""
    long = "A stage with quite a long name"
    history = simulated(long, "Won")
    assert f"{long} → Won" in words(drawn(of(history), history, "svg"))
    both = simulated(long, f"{long} again")
    assert "A stage with quite a l… → A stage with quite a l…" in words(
        drawn(of(both), both, "svg")
    )


def test_a_step_without_a_rate_says_so_and_shows_its_cohorts() -> None:
    """Too few records for a rate: the panel says it, and nothing fails."""
    history = simulated("Lead", "Won", per_day=1, rate=0.0)
    lines = history.counts.assign(outcome=OPEN)
    lines["lag"] = AS_OF - lines["day"]
    bare = History(StageOrder(("Lead", "Won")), AS_OF, lines)
    report = of(bare)
    assert report.steps[0].honest is None
    assert "not enough data for a rate" in words(drawn(report, bare, "svg"))


def test_twelve_steps_fit() -> None:
    """A funnel of thirteen stages is drawn whole."""
    names = [f"Stage {number}" for number in range(13)]
    history = simulated(*names, rate=0.9)
    text = words(drawn(of(history), history, "svg"))
    assert all(f"{a} → {b}" in text for a, b in pairwise(names))


def test_curves_lie_within_their_bands_and_cohorts_end_where_they_are_too_young() -> None:
    """The expected curve rises within its band to the rate; a cohort is shown while all are old."""
    history = simulated("Lead", "Won")
    report = of(history)
    [curves] = step_curves(history, report)
    assert list(curves.expected) == sorted(curves.expected)
    assert all(
        low <= share + 0.02 and share - 0.02 <= high
        for low, share, high in zip(curves.low, curves.expected, curves.high, strict=True)
    )
    assert len({cohort.label for cohort in curves.cohorts}) == len(curves.cohorts)
    assert all(cohort.entered >= FEWEST for cohort in curves.cohorts)
    youngest = curves.cohorts[-1]
    assert len(youngest.shares) <= AS_OF - as_day(report.months[-2].first)


def test_cohorts_are_by_quarter_or_year_where_months_are_too_many() -> None:
    """Never more than a dozen lines a panel."""
    history = simulated("Lead", "Won", per_day=1)
    early = history.counts.assign(day=history.counts["day"] - 4_000)
    early["lag"] = np.where(early["outcome"] == OPEN, AS_OF - early["day"], early["lag"])
    long = History(history.order, AS_OF, pd.concat([early, history.counts], ignore_index=True))
    [curves] = step_curves(long, of(long))
    assert 1 < len(curves.cohorts) <= 12
    assert curves.cohorts[0].label.startswith(("Q", "20"))

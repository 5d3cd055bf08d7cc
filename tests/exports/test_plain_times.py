"""What an engine reads by itself is what a look at every form would have read."""

from __future__ import annotations

import datetime

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.exports.dates import understood
from funnel_addin.exports.plain_times import plain_times

moments = st.datetimes(datetime.datetime(1971, 1, 1), datetime.datetime(2069, 12, 31))

FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%MZ")


@settings(max_examples=25)
@given(
    st.lists(st.one_of(st.none(), moments), min_size=1, max_size=4),
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=2),
)
def test_the_same_answer_as_a_look_at_every_form(
    drawn: list[datetime.datetime | None], forms: list[str]
) -> None:
    """Kind and moments agree wherever a column is plain."""
    texts = [each and each.strftime(forms[at % len(forms)]) for at, each in enumerate(drawn)]
    rows = ibis.memtable(
        {"at": list(range(len(texts))), "text": texts}, schema={"at": "int64", "text": "string"}
    )
    found = plain_times(rows, {"text": rows.text})
    zones = {text.endswith("Z") for text in texts if text}
    assert bool(found) == (len(zones) == 1)
    if found:
        kind, value = found["text"]
        expected = understood(rows, {"text": rows.text})["text"]
        assert kind == expected.kind
        both = rows.select(ours=value, theirs=expected.value).to_pyarrow().to_pylist()
        assert all(row["ours"] == row["theirs"] for row in both)


def test_what_is_odd_is_left_to_a_closer_look() -> None:
    """A day that does not exist, another form or a blank that is written are no plain times."""
    for odd in ("2024-02-30", "1/2/2024", "-", "2024-02-01 10:00 PM", "2024-02-01 10:00:00.5"):
        rows = ibis.memtable({"text": ["2024-02-01", odd]})
        assert plain_times(rows, {"text": rows.text}) == {}
    rows = ibis.memtable({"text": [None]}, schema={"text": "string"})
    assert plain_times(rows, {"text": rows.text}) == {}

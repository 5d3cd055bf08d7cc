"""What a team can handle: reps who start over time, and grow into the work."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from funnel_core.errors import InputError
from funnel_core.numerics.convolution import convolved, whole_scale
from funnel_core.quantities import RECORDS, REPS, SHARE, Records, Reps, Share, as_float

__all__ = ["team_capacity"]


def team_capacity(
    starters: Sequence[Reps], per_rep: Records, ramp: Sequence[Share] = ()
) -> tuple[float, ...]:
    """List the records that a team can handle per period.

    Args:
        starters: reps who start in each period; the first number are those already there, fully
            ramped. Half a rep is a rep in part time.
        per_rep: records that a fully ramped rep handles per period.
        ramp: shares of that which a new rep reaches in the period of starting, the next one, and
            so on; then the rep is fully ramped. None: at once.

    Returns:
        A number of records per period; the first period counts. No reps: 0 everywhere.

    Raises:
        InputError: no period at all.
        OutOfRange: a negative number, or a share outside 0 to 1.

    Formula: per_rep × (starters[1] + Σ starters[j] × ramp[t − j] for 1 < j ≤ t, ramp 1 after its
    last share), on the decimals as typed: the ramped rep equivalent. Source: Kellblog on capacity.

    >>> sum(team_capacity([8, *[0] * 11], 15))
    1440.0
    >>> team_capacity([8, 2, 0, 0, 0], 15, [0, 0.25, 0.5])
    (120.0, 120.0, 127.5, 135.0, 150.0)
    """
    REPS.check_each("starters", starters)
    if len(starters) == 0:
        raise InputError("'starters' must hold a number of reps for each period; got none")
    RECORDS.check("per_rep", per_rep)
    SHARE.check_each("ramp", ramp)
    reps, rep_scale = whole_scale(starters)
    reached, full = whole_scale([*ramp, 1])
    (each,), each_scale = whole_scale([per_rep])
    new = [0, *reps[1:]]
    ramping = convolved(new, reached[:-1]) if len(ramp) else [0] * len(reps)
    ramped = [0] * len(ramp) + list(accumulate(new))
    scale = rep_scale * full * each_scale
    return tuple(
        as_float(each * (ramping[period] + full * (reps[0] + ramped[period])), scale)
        for period in range(len(reps))
    )

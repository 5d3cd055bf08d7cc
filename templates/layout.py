"""Where everything stands: rows and columns of the three sheets, and the defined names."""

from __future__ import annotations

STAGES = 13
"""Rows for stages: up to 12 steps, and the wins at the end."""

STEPS = STAGES - 1
MONTHS = 12
FIRST = 8
"""The row of the first stage, the same on Funnel and Schedule."""

LAST = FIRST + STAGES - 1
LAST_STEP = LAST - 1
LAST_BASIS = FIRST + 2 + 2 * STEPS
"""The basis of a fill: target, value, confidence, a rate per step, records counted per step."""

STEPS_GIVEN = "Funnel!$Z$8"
GOAL_OK = "Funnel!$Z$9"
VALUE_USED = "Funnel!$Z$10"
SCALE = "Funnel!$Z$11"
TARGET_UNITS = "Funnel!$Z$12"
VALUE_UNITS = "Funnel!$Z$13"
WINS = "Funnel!$Z$14"
READY = "Funnel!$Z$15"
FILL_STATE = "Funnel!$Z$16"
PROBLEMS = "Funnel!$Z$17"
HANDOVER = "Funnel!$Z$18"

NAMES = {
    "Plan_Target": "Goal!$C$6",
    "Plan_Value": "Goal!$C$7",
    "Plan_Last_Year": "Goal!$C$8",
    "Plan_Start": "Goal!$C$10",
    "Plan_End": "Goal!$C$11",
    "Plan_Confidence": "Goal!$C$12",
    "Plan_Stages": f"Funnel!$B${FIRST}:$B${LAST}",
    "Plan_Owners": f"Funnel!$C${FIRST}:$C${LAST}",
    "Plan_Rates": f"Funnel!$D${FIRST}:$D${LAST_STEP}",
    "Plan_Counts": f"Funnel!$E${FIRST}:$F${LAST_STEP}",
    "Plan_Required": f"Funnel!$H${FIRST}:$H${LAST}",
    "Plan_Required_Confident": f"Funnel!$I${FIRST}:$I${LAST}",
    "Plan_Basis": f"Funnel!$U${FIRST}:$U${LAST_BASIS}",
    "Plan_Weights": "Schedule!$H$7:$S$7",
    "Plan_Schedule": f"Schedule!$H${FIRST}:$S${LAST}",
}
"""The contract with whoever fills or syncs the workbook."""

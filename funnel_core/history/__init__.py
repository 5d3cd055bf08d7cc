"""Stage events of a CRM → cohorts → rates, lags and forecasts, with how sure they are.

This room alone loads numpy, scipy, pandas and Ibis, and only when it is imported: no worksheet
function needs it. `pip install 'funnel-planner[history]'` brings what it needs.
"""

"""The façade that xlwings loads, run through xlwings' own pipeline."""

"""The JavaScript twin: the worksheet functions for hosts that run no Python."""

"""The door of the worksheet functions."""

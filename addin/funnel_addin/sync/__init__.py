"""Sync a book that people edit: look, decide, put; never over what a person typed."""

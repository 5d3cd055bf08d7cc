"""What a CRM gives, read as stage events: files, tables in databases, and what their columns are.

This room alone knows Ibis' engines, DuckDB and databases, and only when it is imported.
"""

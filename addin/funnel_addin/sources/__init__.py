"""What rates come from: counts in a CSV file, a history that was saved, or a CRM's export."""

from funnel_addin.sources.reading import Source, read_source

__all__ = ["Source", "read_source"]

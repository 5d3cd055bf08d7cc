"""What rates come from: counts in a CSV file, a history that was saved, or a CRM's export."""

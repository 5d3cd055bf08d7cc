"""What runs on the far side imports pywin32, or the stand-ins for it, and is not collected."""

collect_ignore = ["workbook.py"]

"""The programs that offer the worksheet functions: how each gets them on this machine."""

"""Calls to Google over HTTP: sent, counted, and repeated where that is safe."""

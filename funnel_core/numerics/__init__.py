"""The numerics under the calculations: distributions, sums, searches, in numbers alone.

What stands here knows no plan: it would be taken from a library if the standard library had it.
"""

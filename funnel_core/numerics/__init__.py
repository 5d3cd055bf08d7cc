"""The numerics under the calculations: distributions, sums, searches, in numbers alone.

It would be taken from a library if the standard library had it. Plain numbers, fractions and lists
go in and come out, none of the model's types; records and steps only name what a number counts.
"""

"""Displacement as series: movements in a stretch of days (flow) and people displaced on a day (stock), a series a place.

The distinction is IDMC's: *internal displacements* are the movements of a period, the *number of internally displaced people* is a
snapshot (Quick guide on how to read our data; GRID methodological annex 2019, 1.3). The International Recommendations on IDP
Statistics (EGRIS 2020) and IOM's Displacement Tracking Matrix (Methodological Framework 2022, 5.1: baseline rounds count who is
there, event tracking who has come) keep the same two apart.
"""

from dateline.incidents.movements.series import displacement, in_place

__all__ = ["displacement", "in_place"]

"""Times: the time expressions of a report and the days they mean."""

from dateline.times.find import find_times

__all__ = ["find_times"]

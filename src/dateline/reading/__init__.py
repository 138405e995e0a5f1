"""The reader: a small network that tags who says what, what happened, to whom, how many, where and when, with probabilities."""

from dateline.reading.decoding import Tagged
from dateline.reading.linking import ReadAttribution, nearest_trigger
from dateline.reading.reading import Reading, read_text

__all__ = ["ReadAttribution", "Reading", "Tagged", "nearest_trigger", "read_text"]

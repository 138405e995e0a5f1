"""Views: what people and programs see of articles, claims, incidents and the ledger."""

from dateline.views.claims import draw_claim
from dateline.views.displacement import displacement_lines, draw_displacement
from dateline.views.explanation import draw_explanation
from dateline.views.export import LAYOUTS
from dateline.views.history import draw_history
from dateline.views.incidents import draw_table, incidents_csv, incidents_json
from dateline.views.links import draw_links
from dateline.views.pen import Page, harmless
from dateline.views.reading import draw_reading, unread
from dateline.views.records import draw_article, draw_incident, draw_one_claim

__all__ = [
    "LAYOUTS",
    "Page",
    "displacement_lines",
    "draw_article",
    "draw_claim",
    "draw_displacement",
    "draw_explanation",
    "draw_history",
    "draw_incident",
    "draw_links",
    "draw_one_claim",
    "draw_reading",
    "draw_table",
    "harmless",
    "incidents_csv",
    "incidents_json",
    "unread",
]

"""What ``import dateline`` gives, and how little it costs."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

import pytest

import dateline


def test_all_is_exact():
    assert set(dateline.__all__) == {
        "Article", "Attribution", "Claim", "DatelineError", "Figure", "Incident", "Judgement", "Ledger", "Span", "TimeExpression", "When",
        "Where", "__version__", "extract_claims", "find_attributions", "find_places", "find_times", "read_article", "reconcile",
    }  # fmt: skip
    assert sorted(dateline.__all__) == dateline.__all__
    assert set(dateline.__all__) <= set(dir(dateline))


@pytest.mark.parametrize("name", dateline.__all__)
def test_every_name_is_there(name):
    assert getattr(dateline, name) is not None


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="no attribute 'read_articles'"):
        _ = dateline.read_articles


def test_version_is_the_distribution_s():
    assert dateline.__version__ == importlib.metadata.version("dateline")


def test_importing_loads_no_model_and_no_driver():
    heavy = ("spacy", "sqlalchemy", "rich", "typer", "lxml")
    code = f"import sys, dateline; dateline.__version__; print(*(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

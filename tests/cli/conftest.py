"""Hand-made records for these tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "views"))

import handmade


@pytest.fixture
def article():
    return handmade.ARTICLE


@pytest.fixture
def claim():
    return handmade.BOMBING

"""What holds for every test: where everything is required, a skipped test is a failed one."""

import os

import pytest

# Tests are read by the packaged gazetteer alone, whatever the user has added.
os.environ["DATELINE_GAZETTEER"] = os.devnull
REQUIRED = os.environ.get("DATELINE_REQUIRE_ALL") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but DATELINE_REQUIRE_ALL is set: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    if REQUIRED and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"skipped, but DATELINE_REQUIRE_ALL is set: {report.longrepr}"
    return report

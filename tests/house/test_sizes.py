"""Small files and small functions: what one person holds in mind at once."""

from pathlib import Path
from statistics import median, quantiles

from tests.house.source_tree import REPOSITORY, Function, files, modules

MEDIAN_FILE = 120
LONGEST_FILE = 400
# Of a hundred functions five may be longer: tables and migrations.
P95_FUNCTION = 40

# All that is written by hand; catalogues are checked by what is in them, vendored files are not ours.
WRITTEN = (
    "server/**/*.py",
    "tests/**/*.py",
    "benchmarks/**/*.py",
    "server/web/templates/**/*.html",
    "frontend/src/*.scss",
    "frontend/src/*.js",
)


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_over_400_lines() -> None:
    too_long = {
        path.relative_to(REPOSITORY).as_posix(): lines(path)
        for path in files(*WRITTEN)
        if lines(path) > LONGEST_FILE
    }
    assert too_long == {}


def test_half_of_the_files_have_120_lines_at_most() -> None:
    assert median(lines(path) for path in files(*WRITTEN)) <= MEDIAN_FILE


def test_95_of_100_functions_have_40_lines_at_most() -> None:
    lengths = [length(each) for module in modules("server", "tests") for each in module.functions]
    assert quantiles(lengths, n=100)[94] <= P95_FUNCTION

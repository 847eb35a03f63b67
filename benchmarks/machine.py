"""What the machine is and what processes use of it, read from /proc (Linux)."""

import os
import platform
import re
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """One line on the machine and on the versions that matter."""
    processor = re.search(r"model name\s*:\s*(.+)", (_PROC / "cpuinfo").read_text())
    return (
        f"{os.cpu_count()} cores ({processor[1] if processor else platform.machine()}), "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in ("granian", "starlette", "sqlalchemy", "jinja2"))
    )


def cpu_of_tree(root: int) -> float:
    """User and system CPU seconds that a process and all below it have used so far.

    The kernel counts in ticks of 10 ms. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    """
    table = _processes()
    return sum(table[process].ticks for process in _tree(table, root) if process in table) / _TICKS


def processes_below(root: int) -> frozenset[int]:
    """The ids of a process and of all below it."""
    return frozenset(_tree(_processes(), root))


class _Process(NamedTuple):
    parent: int
    ticks: int


def _processes() -> dict[int, _Process]:
    table = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            # The name in parentheses may hold anything; what follows it are numbers.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        table[int(folder.name)] = _Process(int(fields[1]), int(fields[11]) + int(fields[12]))
    return table


def _tree(table: Mapping[int, _Process], root: int) -> list[int]:
    children = defaultdict[int, list[int]](list)
    for process, (parent, _) in table.items():
        children[parent].append(process)
    tree = [root]
    for process in tree:
        tree.extend(children[process])
    return tree


def cpu_of_everything() -> float:
    """CPU seconds that all processes of the machine have used so far."""
    # user, nice, system, idle, iowait, irq, softirq: all but the idle ones.
    ticks = [int(field) for field in (_PROC / "stat").read_text().splitlines()[0].split()[1:8]]
    return (sum(ticks) - ticks[3] - ticks[4]) / _TICKS

"""Zip files whose bytes follow from what is in them: in order, and with one moment for all."""

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What every system may read (the upper half is the mode of Unix), and a maker that does not depend on ours.
_READABLE = 0o100644 << 16
_UNIX = 3


def write_zip(files: Mapping[str, bytes], made: datetime) -> bytes:
    """The files by their paths, in the order given; a zip knows no year before 1980."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = ZipInfo(path, made.timetuple()[:6])
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _READABLE, _UNIX
            archive.writestr(entry, content)
    return packed.getvalue()


def with_moment(content: bytes, made: datetime) -> bytes:
    """The same zip with this moment instead of that at which it was written."""
    with ZipFile(io.BytesIO(content)) as archive:
        return write_zip({each: archive.read(each) for each in archive.namelist()}, made)

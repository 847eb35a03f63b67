"""Where the time of a second start goes, in one fresh process: `python -m benchmarks.start_phases DATA`.

Does what `serve` does before its web process starts, and prints CPU seconds per phase as JSON.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from time import process_time

if __name__ == "__main__":
    seconds = {"python itself": process_time()}

    def phase(name: str) -> None:
        """Everything since the last phase belongs to this one."""
        seconds[name] = process_time() - sum(seconds.values())

    import_module("server.cli.commands")
    from server import assembly
    from server.settings import Settings

    phase("imports")
    rooms = assembly.open_rooms(Settings(data=Path(sys.argv[1])))
    phase("opening the database")
    assembly.load(rooms)
    phase("reading and checking the record")
    assembly.ensure_index(rooms)
    phase("opening the index")
    rooms.close()
    print(json.dumps(seconds))

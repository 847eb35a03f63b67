from server.usecases.make_export import make_export
from tests.usecases.test_exports import *
from tests.usecases.conftest import loaded
def test_x(loaded):
    ask(loaded)
    make_export(loaded, LINKS, export_id=PDF.id, clock=Clock())
def test_y(loaded, worker):
    ask(loaded)
    print(worker.run_pending())
    with loaded.read() as c:
        print(c.execute(select(job_table)).all())
    assert 0

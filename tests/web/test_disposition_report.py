"""The disposition report as readers and editors see it: its page, its files, and nothing that is not public."""

from pathlib import Path

import pytest

from server.domain.comments import Comment
from server.text.languages import Language
from server.usecases.read_disposition_report import ON_PAGE
from server.web import addresses
from tests.answering import COMMENTS, ON_STEPS, SUGGESTED, answered_record, decide
from tests.saying import kept
from tests.web.conftest import Site
from tests.web.html import element, elements, text_of
from tests.worlds import CANARY, DE, NL, comment

MANY = [comment(number) for number in range(1, 302)]

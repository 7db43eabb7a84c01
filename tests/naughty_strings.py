"""Strings that a person may type and that careless code breaks on or obeys."""

from __future__ import annotations

from typing import Final

MARKUP: Final = r"""
#panic()
#read("/etc/passwd")
#import "@preview/cetz:0.3.4": *
#include "x.typ"
#sys.inputs
#eval("1")
#let a = 1
#show: none
#set page(width: 1pt)
#pagebreak()
#image("/etc/passwd")
#link("https://evil.example")[x]
#text(size: 0pt)[x]
\#
\u{1f600}
= Heading
== Heading
- item
+ item
/ term: x
_a_ *b*
`raw`
```raw```
$ x^2 $
$ sum_(i=0)^n $
<label>
@reference
~
---
...
-?
// comment
/* open
*/
]
[
}
{
)
(
#
$
*
_
`
\
<
>
@
=
%
&
<script>alert(1)</script>
"><img src=x onerror=alert(1)>
<svg/onload=alert(1)>
</textarea>
javascript:alert(1)
&lt;b&gt;&amp;
<!-- -->
<![CDATA[x]]>
<?xml version="1.0"?>
{{ 7 * 7 }}
{% raw %}
{0} {name} {name.__class__}
%(name)s %s %d
${x}
$(id)
`id`
'; DROP TABLE submissions; --
' OR 1=1 --
=1+1
@SUM(A1)
\x00
\n
%00
../../x
**bold** [a](b)
\textbf{x}
(%) Tj ET
endobj endstream
\input{x}
NaN
null
-0
""".strip().split("\n")
"""Typst, HTML, templates, SQL, shell, spreadsheets, paths, PDF."""

SCRIPTS: Final = """
张雨辰
“苏绣”——骨、直、角
！！！！
（（（
𠀀𠮷
々々
ひらがなカタカナ
한국어
㊙①℃
Ёлкина «съёмка» №
не\u0301льзя
Ґ ґ Ў ў
काठमाडौं क्षेत्र
र्\u200dयाली
\u093f
किि
Haji Awang
L’été à 5\u202fh\u00a0: «\u00a0œ\u00a0»
Ǘ ǖ ǹ
Łódź ẞ ŉ
i\u0307İıI
ﬁ ﬀ
e\u0301 o\u0308
العربية
עברית
ไทย
தமிழ்
ქართული
հայերեն
አማርኛ
𝔘𝔫𝔦𝔠𝔬𝔡𝔢
Ω≈ç√∫˜µ≤≥÷
﷽
👩\u200d👩\u200d👧\u200d👦
🇨🇳🇨🇭
👍🏽
❤\ufe0f
1\ufe0f⃣
🏴\U000e0067\U000e0062\U000e007f
Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠
""".strip().split("\n")
"""Letters of many scripts, with and without a font, marks without a letter, and emoji."""

_BETWEEN: Final = (
    0x200B,
    0x2060,
    0xAD,
    0x34F,
    0xFE0F,
    0xFEFF,
    0x202E,
    0x200F,
    0x61C,
    0x2028,
    0x2029,
    0x85,
    0x0,
    0x1,
    0x7,
    0x8,
    0xB,
    0xC,
    0x1B,
    0x7F,
    0x9F,
    0x9,
    0xD800,
    0xDFFF,
    0xFFFE,
    0xFFFF,
    0x10FFFF,
    0xE000,
    0xFFFD,
    0x3164,
    0x2800,
)
INVISIBLE: Final = [
    *(f"a{chr(number)}b" for number in _BETWEEN),
    "a\u200cb\u200dc",
    "\u200b\u200b",
    "a\u202bb\u202c",
    "\u2066a\u2069",
    "\u0301",
    "\u0301\u0301a",
    "‒ि",
    "中ि",
    "\u202e\u20fc̓म",
    "a\u00a0\u2003\u3000b",
]
"""Signs that show nothing, turn the direction, control a terminal or are none at all."""

_SETTINGS: Final = ("{}", "#{}", "[{}]", '"{}"', "*{}*", "\\{}")
"""Each string also stands inside what opens and closes something elsewhere."""

NAUGHTY: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(
        setting.replace("{}", text)
        for text in (*MARKUP, *SCRIPTS, *INVISIBLE)
        for setting in (_SETTINGS if text in MARKUP else _SETTINGS[:2])
    )
)
"""All of them, each short enough for one line."""

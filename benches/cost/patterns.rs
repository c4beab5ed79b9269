//! Texts that grow by one piece, written again and again: at least one for each construct of each
//! format, closed and left open.

/// A text of any size: each of the parts is a text that stands there once, and one that is repeated.
/// `{n}` in a repeated text is the number of the repetition.
struct Pattern {
    name: &'static str,
    parts: [(&'static str, &'static str); 3],
    end: &'static str,
}

const fn many(name: &'static str, piece: &'static str) -> Pattern {
    Pattern { name, parts: [("", piece), ("", ""), ("", "")], end: "" }
}

impl Pattern {
    const fn after(mut self, start: &'static str) -> Self {
        self.parts[0].0 = start;
        self
    }

    const fn before(self, end: &'static str) -> Self {
        Self { end, ..self }
    }

    /// Adds a second part that grows, or a third.
    const fn then(mut self, once: &'static str, piece: &'static str) -> Self {
        let next = if self.parts[1].1.is_empty() { 1 } else { 2 };
        self.parts[next] = (once, piece);
        self
    }
}

/// Patterns that stand in the same kind of place.
struct Group {
    name: &'static str,
    extension: &'static str,
    head: &'static str,
    tail: &'static str,
    patterns: &'static [Pattern],
}

const TOML: Group = Group {
    name: "toml",
    extension: "toml",
    head: "title = \"A\"\nyear = 1926\ndirectors = [\"B\"]\n",
    tail: "\n",
    patterns: &[
        many("headers", "[t{n}]\n"),
        many("headers with a field", "[t{n}]\nk = 1\n"),
        many("the same header", "[t]\n"),
        many("quoted headers", "[\"t {n}\"]\n"),
        many("headers two deep", "[a.t{n}]\n"),
        many("headers in turn", "[a.t{n}]\n[b.t{n}]\n"),
        many("a long header", "a.").after("[").before("b]"),
        many("open headers", "[t{n}\n"),
        many("sections with a header", "[sections.s{n}]\n"),
        many("sections with a header and a text", "[sections.s{n}]\ntext = 'x'\nrating = 3\n"),
        many("sections as a list", "[[sections]]\nheading = 'H {n}'\ntext = 'x'\n"),
        many("sections in a table", "s{n} = 'x'\n").after("[sections]\n"),
        many("sections with marks", "s{n} = '||x|| y'\n").after("[sections]\n"),
        many("sections with open marks and escapes", "s{n} = \"x ||a \\\" b\"\n")
            .after("[sections]\n"),
        many("sections of the wrong type", "s{n} = 1\n").after("[sections]\n"),
        many("sections on one line", "s{n} = 'x', ").after("sections = {").before("z = ''}"),
        many("empty sections on one line", "'s {n}' = '', ")
            .after("sections = {")
            .before("z = ''}"),
        many("wrong sections on one line", "s{n} = 1, ").after("sections = {").before("z = ''}"),
        many("misspelt sections", "verdikt{n} = 'x'\n").after("[sections]\n"),
        many("empty sections", "'s {n}' = ''\n").after("[sections]\n"),
        many("lists of tables", "[[t{n}]]\n"),
        many("one list of tables", "[[cast]]\nname = \"B {n}\"\n"),
        many("a list of tables with further fields", "[[cast]]\nname = \"B\"\nx = 1\n"),
        many("keys", "k{n} = 1\n"),
        many("the same key", "k = 1\n"),
        many("quoted keys", "\"k {n}\" = 1\n"),
        many("keys without a value", "k{n} =\n"),
        many("keys with a colon", "k{n}: 1\n"),
        many("dotted keys", "a.k{n} = 1\n"),
        many("dotted keys in turn", "a{n}.k = 1\n"),
        many("a long dotted key", "a.").before("b = 1"),
        many("numbers in a list", "{n},").after("k = [").before("]"),
        many("an open list of numbers", "{n},").after("tags = ["),
        many("an open list of lines", "\"t{n}\",\n").after("tags = [\n"),
        many("lists in lists", "[").after("k = ").then("", "]"),
        many("open lists in lists", "[").after("k = "),
        many("lists in turn", "[], ").after("k = [").before("]"),
        many("inline tables in turn", "{a = 1}, ").after("k = [").before("]"),
        many("inline tables in inline tables", "{a = ").after("k = ").then("1", "}"),
        many("open inline tables", "{a = ").after("k = "),
        many("an inline table", "k{n} = 1, ").after("k = {").before("z = 1}"),
        many("an inline table with dotted keys", "a.k{n} = 1, ").after("k = {").before("z = 1}"),
        many("escapes", "\\u00e9").after("k = \"").before("\""),
        many("wrong escapes", "\\q").after("k = \"").before("\""),
        many("open strings", "k{n} = \"x\n"),
        many("open strings of several lines", "k{n} = \"\"\"x\n"),
        many("quotes in a string of several lines", "\"").after("k = \"\"\"").before("\"\"\""),
        many("strings of several lines", "k{n} = '''\nx\n'''\n"),
        many("comments", "# x\n"),
        many("a long comment", "# ").after("#"),
        many("carriage returns", "\r"),
        many("line breaks of two characters", "k{n} = 1\r\n"),
        many("control characters", "\u{1}").after("k = '").before("'"),
        many("a long title", "word ").after("t = 1\nheadline = \"").before("\""),
        many("tags", "\"t{n}\", ").after("tags = [").before("]"),
        many("the same tag", "\"t\", ").after("tags = [").before("]"),
        many("wrong tags", "{n}, ").after("tags = [").before("]"),
        many("genres", "\"t{n}\", ").after("genres = [").before("]"),
        many("names in the cast", "\"A{n} as B{n}\", ").after("cast = [").before("]"),
        many("tables in the cast", "{name = 'A', role = 'B', x = 1}, ")
            .after("cast = [")
            .before("]"),
        many("names to cover", "\"s{n}\", ").after("spoilers = [").before("]"),
        many("names to cover that are there", "\"s{n}\", ")
            .after("spoilers = [")
            .then("]\n[sections]\n", "s{n} = 'x'\n"),
        many("names to cover that are misspelt", "\"section s{n}\", ")
            .after("spoilers = [")
            .then("]\n[sections]\n", "\"sectoin r{n}\" = 'x'\n"),
        many("identifiers", "k{n} = 'x'\n").after("[ids]\n"),
        many("wrong identifiers on one line", "k{n} = [], ").after("ids = {").before("z = ''}"),
        many("ratings", "k{n} = 3\n").after("[ratings]\n"),
        many("unclear ratings", "k{n} = 'x'\n").after("[ratings]\n"),
        many("ratings of sections", "s{n} = 3\n")
            .after("[ratings]\n")
            .then("[sections]\n", "s{n} = 'x'\n"),
        many("ratings out of range on one line", "k{n} = 9, ")
            .after("ratings = {")
            .before("z = 1}"),
        many("handles", "k{n} = 'x'\n").after("[author.handles]\n"),
        many("handles in a list", "\"@a{n}\", ").after("author.handles = [").before("]"),
        many("fields of the author", "k{n} = 'x'\n").after("[author]\n"),
        many("codes that are allowed", "\"c{n}\", ").after("check.allow = [").before("]"),
        many("unknown fields and wrong types", "tag{n} = 'x'\n")
            .after("")
            .then("[ratings]\n", "k{n} = 9\n"),
        many("dates", "d{n} = 1979-05-27\n"),
        many("days that do not exist", "d{n} = 1979-02-30\n"),
    ],
};

const TOML_TEXT: Group = Group {
    name: "text in toml",
    extension: "toml",
    head: "title = \"A\"\nyear = 1926\nrating = 3\n[sections]\nplot = '''\n",
    tail: "\n'''\nverdict = 'x'\n",
    patterns: &[
        many("words", "word "),
        many("headers", "[a.b{n}]\n"),
        many("fields", "k{n} = 1\n"),
        many("covers", "||x|| "),
        many("brackets", "["),
    ],
};

const YAML: Group = Group {
    name: "yaml",
    extension: "md",
    head: "---\ntitle: A\ndirector: B\nrating: 4/5\n",
    tail: "\n---\n\n## Plot\n\nThe engine is stolen.\n",
    patterns: &[
        many("keys", "k{n}: 1\n"),
        many("the same key", "k: 1\n"),
        many("keys without a value", "k{n}:\n"),
        many("keys without a blank", "key{n}:x\n"),
        many("misspelt keys", "titel{n}: x\n"),
        many("a list", "- t{n}\n").after("tags:\n"),
        many("an indented list", "  - t{n}\n").after("tags:\n"),
        many("a list of maps", "- name: B{n}\n  role: C\n").after("cast:\n"),
        many("a map", "  k{n}: x\n").after("extra:\n"),
        many("lists in lists", "- ").after("k:\n"),
        many("lists on one line", "[").after("k: ").then("", "]"),
        many("open lists on one line", "[").after("k: "),
        many("open lists line by line", "k{n}: [\n"),
        many("a list on one line", "t{n}, ").after("tags: [").before("]"),
        many("an open list on one line", "t{n}, ").after("tags: ["),
        many("maps on one line", "{a: ").after("k: ").then("1", "}"),
        many("open maps on one line", "{a: ").after("k: "),
        many("a map on one line", "k{n}: 1, ").after("k: {").before("}"),
        many("question marks", "? ").after("k:\n"),
        many("anchors", "k{n}: &a{n} x\n"),
        many("the same anchor", "k{n}: &a x\n"),
        many("aliases", "k{n}: *a\n").after("a: &a x\n"),
        many("aliases of a list", "k{n}: *a\n").after("a: &a [1, 2, 3, 4, 5, 6, 7, 8]\n"),
        many("aliases of aliases", "k{n}: &b{n} [*a, *a]\n").after("a: &a x\n"),
        many("anchors in each other", "&a{n} [").after("k: ").then("", "]"),
        many("unknown aliases", "k{n}: *x{n}\n"),
        many("merged maps", "k{n}:\n  <<: *a\n").after("a: &a\n  b: c\n"),
        many("tags of types", "k{n}: !!str x\n"),
        many("comments", "# x\n"),
        many("comments behind values", "k{n}: x # y\n"),
        many("open quotes", "k{n}: \"x\n"),
        many("open single quotes", "k{n}: 'x\n"),
        many("quotes", "k{n}: 'x '' y'\n"),
        many("escapes", "\\u00e9").after("k: \"").before("\""),
        many("a long plain text", "word\n  ").after("k: "),
        many("a block", "  word\n").after("k: |\n"),
        many("a folded block", "  word\n\n").after("k: >\n"),
        many("prose", "word. ").after("summary: "),
        many("tabs", "\t"),
        many("tabs before keys", "\tk{n}: x\n"),
        many("indentation", "  k{n}: x\n"),
        many("falling indentation", "   k: x\n  k: x\n"),
        many("a long title", "word ").after("headline: "),
        many("a long title with brackets", "(a ").after("headline: "),
        many("genres", "t{n}, ").after("genres: "),
        many("directors in one text", "A B and C D, ").after("directors: "),
        many("names to cover", "- s{n}\n").after("spoilers:\n"),
        many("documents", "...\n--- a\n"),
        many("a long key", "k").before(": x"),
        many("handles", "- '@a{n}'\n").after("author:\n  handles:\n").before(""),
        many("colons", ": ").after("k: x\n"),
        many("dashes", "- - ").after("k:\n"),
        many("names to cover in many reviews", "- s{n}\n")
            .after("spoilers:\n")
            .then("---\n\n", "## A {n} (1926) 4/5\n\nx\n\n")
            .before("\n\n# B\n"),
        many("an address in many reviews", "a")
            .after("url: https://example.org/")
            .then("\n---\n\n", "## A {n} (1926) 4/5\n\nx\n\n"),
        many("empty keys in many reviews", "k{n}:\n")
            .then("---\n\n", "## A {n} (1926) 4/5\n\nx\n\n"),
    ],
};

const MARKDOWN: Group = Group {
    name: "markdown",
    extension: "md",
    head: "---\ntitle: A\ndirector: B\nrating: 4/5\n---\n\n## Plot\n\n",
    tail: "\n\n## Verdict\n\nSee it.\n",
    patterns: &[
        many("words", "word "),
        many("a long word", "w"),
        many("lines", "word\n"),
        many("paragraphs", "word word\n\n"),
        many("sentences", "The engine is stolen, and he goes after it.\n"),
        many("hard breaks", "word  \n"),
        many("backslashes", "\\"),
        many("backslashes at ends of lines", "a\\\n"),
        many("entities", "&amp; "),
        many("open entities", "&am"),
        many("emphasis", "*a* "),
        many("open emphasis", "*a "),
        many("closing emphasis", "a* "),
        many("emphasis of both kinds", "*a _b "),
        many("asterisks", "*"),
        many("runs of asterisks", "a**b"),
        many("runs of three asterisks", "a***"),
        many("emphasis in emphasis", "*a **").then("b", "** c*"),
        many("underscores", "_a_b"),
        many("tildes", "~~a"),
        many("code", "`a` "),
        many("open code", "a ` "),
        many("open code of many lengths", "`` a ``` b ````` "),
        many("a fence", "a\n").after("```\n").before("```"),
        many("an open fence", "a\n").after("```\n"),
        many("fences", "```\na\n```\n"),
        many("open fences", "```a{n}\n~~~\n"),
        many("indented code", "    a\n"),
        many("links", "[a](b) "),
        many("open links", "[a"),
        many("open brackets", "["),
        many("closing brackets", "]"),
        many("brackets in brackets", "[").then("a", "]"),
        many("brackets in brackets with an address", "[").then("a", "](b)"),
        many("open addresses", "[a]("),
        many("open addresses with parentheses", "[a](b("),
        many("open addresses in angle brackets", "[a](<b"),
        many("open titles of links", "[a](b \"c"),
        many("links without an address", "[a]() "),
        many("images", "![a](b) "),
        many("images in images", "![").then("a", "](b)"),
        many("covered images in images", "![").after("||").then("a", "](b&lt;)").before("||"),
        many("references", "[a][b{n}] "),
        many("references that are defined", "[a][b] ").before("\n\n[b]: https://example.org\n"),
        many("definitions", "[b{n}]: c\n"),
        many("the same definition", "[b]: c\n"),
        many("references with definitions", "[b{n}] ").then("\n\n", "[b{n}]: c\n"),
        many("references to a long address", "[b]\n").then("\n[b]: ", "c"),
        many("open definitions", "[b{n}]: <c\n"),
        many("open titles of definitions", "[b]: c \"d\n"),
        many("definitions in sections", "## H{n}\n\n[a][b]\n\n").before("[b]: c\n"),
        many("undefined references in sections", "## H{n}\n\n[a][b{n}]\n\n"),
        many("autolinks", "<https://a.b/{n}> "),
        many("open autolinks", "<https://a.b/ "),
        many("mail addresses", "<a@b.c> "),
        many("wiki links", "[[a|b]] "),
        many("open wiki links", "[[a|"),
        many("footnotes", "a[^{n}] "),
        many("notes of footnotes", "[^{n}]: a\n\n"),
        many("footnotes with notes", "a[^{n}] ").then("\n\n", "[^{n}]: a\n\n"),
        many("tags", "<b>a</b> "),
        many("open tags", "<b>a "),
        many("tags that are not closed", "<b "),
        many("names of tags", "<a"),
        many("attributes", "<a href=\"b\" title='c'>d</a> "),
        many("open attributes", "<a href=\"b "),
        many("attributes of one tag", "b=c ").after("<a ").before(">"),
        many("names of attributes", "href ").after("<a ").before(">"),
        many("blocks of tags", "<div>\n\n"),
        many("blocks in blocks", "<div>\n").then("a\n", "</div>\n"),
        many("quotations of tags", "<blockquote>a\n\n"),
        many("angle brackets", "<"),
        many("closing angle brackets", "> a >"),
        many("comments", "<!-- a --> "),
        many("open comments", "<!-- a "),
        many("open comments in a line", "x <!-- a "),
        many("open comments in paragraphs", "x\n\n<!-- a\n\n"),
        many("comments that end early", "<!--> a "),
        many("dashes of comments", "<!--- "),
        many("open declarations", "<!A "),
        many("declarations", "x <!A> "),
        many("open instructions", "<? "),
        many("open instructions in a line", "x <? ? "),
        many("open character data", "<![CDATA[ "),
        many("open character data in a line", "x <![CDATA[ ] "),
        many("scripts", "<script>\na\n"),
        many("covers", "||a|| "),
        many("open covers", "||a "),
        many("open covers in paragraphs", "||a\n\n"),
        many("bars", "|"),
        many("four bars", "||||a "),
        many("covers of both kinds", ">!a||b "),
        many("quoted covers", ">!a!< "),
        many("open quoted covers", ">!a "),
        many("empty quoted covers", ">!!<"),
        many("covers by tags", "<spoiler>a</spoiler> "),
        many("open covers by tags", "<spoiler>a "),
        many("covers by tags in each other", "<spoiler>").then("a", "</spoiler>"),
        many("details", "<details><summary>a</summary>b</details>\n"),
        many("open details", "<details>a\n"),
        many("details that are not closed", "<details "),
        many("details in each other", "<details>").then("a", "</details>"),
        many("summaries", "<details><summary>a "),
        many("callouts", "> [!spoiler] a\n\n"),
        many("callouts in a line", "[!spoiler] a "),
        many("callouts in an indented line", " ").after("a\n").then("", "[!spoiler] "),
        many("lines that cover", "!spoilers\n"),
        many("exclamation marks", "!s"),
        many("indented exclamation marks", "\n  !spoiler a"),
        many("covers over headings", "<spoiler>\n\n## H\n\na</spoiler>\n\n"),
        many("comments of percent signs", "%%a%% "),
        many("open comments of percent signs", "%%a "),
        many("tables", "| a | b |\n").after("| a | b |\n|---|---|\n"),
        many("a wide table", "a|").after("|").then("\n|", "-|").before("\n"),
        many("a wide table with rows", "| a |\n").after("|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n"),
        many("a wide table with short rows", "a|").after("|").then("\n|", "-|").then("\n", "|a\n"),
        many("heads of tables", "|a|\n|-|\n\n"),
        many("rows without a table", "|-|-|\n"),
        many("lists", "- a\n"),
        many("numbered lists", "{n}. a\n"),
        many("lists in turn", "- a\n+ b\n* c\n"),
        many("lists in lists on one line", "- "),
        many("loose lists", "- a\n\n"),
        many("tasks", "- [ ] a\n"),
        many("quotations", "> a\n"),
        many("quotations in quotations", ">").before(" a"),
        many("quotations in quotations with blanks", "> ").before("a"),
        many("quotations and lists", "> - "),
        many("lazy lines", "a\n").after("> > > > > > > > "),
        many("headings", "## H {n}\n\na\n\n"),
        many("headings without a text", "## H {n}\n"),
        many("headings of sections", "### Plot\n\na\n\n"),
        many("underlined headings", "H {n}\n---\n\na\n\n"),
        many("bold headings", "**H {n}**\n\na\n\n"),
        many("a long heading", "word ").after("## "),
        many("a long heading with brackets", "(1926 ").after("## "),
        many("a long heading that warns", "no spoiler, ").after("## "),
        many("a long heading of tags", "<details>").after("## "),
        many("hashes", "#"),
        many("ratings in headings", "## Acting {n}: 4/5\n\na\n\n"),
        many("rules", "---\n\n"),
        many("equals signs", "=\n"),
        many("ratings", "Rating: 4/5\n\n"),
        many("ratings in stars", "★★★½\n\n"),
        many("notes", "TODO <!-- a\n"),
        many("placeholders", "<your verdict> "),
        many("placeholders in brackets", "[insert a] "),
        many("warnings", "Spoilers ahead. "),
        many("warnings that are none", "no spoilers, "),
        many("zero bytes of width", "\u{200b}a "),
        many("ideographs", "日本語"),
        many("ideographs in lines", "日本\n"),
        many("tabs", "\ta"),
        many("carriage returns", "a\r"),
        many("blank lines", "\n"),
        many("blanks", " "),
        many("addresses", "https://example.org/{n} "),
    ],
};

/// Files with many reviews, and those whose front matter is part of the pattern.
const FILES: Group = Group {
    name: "file",
    extension: "md",
    head: "",
    tail: "\n",
    patterns: &[
        many("many reviews", "## A {n} (1926) 4/5\n\nThe engine is stolen.\n\n"),
        many("many reviews of one film", "## A (1926) ★★★★\n\nThe engine is stolen.\n\n"),
        many("many reviews with parts", "# A {n} (1926) 4/5\n\na\n\n## Plot\n\nb\n\n"),
        many("many reviews and headings", "## A {n} (1926) 4/5\n\na\n\n## B\n\n"),
        many("many years", "## A {n} (1926)\n\na\n\n"),
        many("many rules", "---\n\na\n\n"),
        many("open front matter", "k{n}: x\n").after("---\ntitle: A\n"),
        many("open front matter in TOML", "k{n} = 1\n").after("+++\ntitle = 'A'\n"),
        many("front matter in TOML", "k{n} = 1\n").after("+++\ntitle = 'A'\n").before("+++\n\na\n"),
        many("titles", "# A {n}\n\na\n\n"),
        many("a long title", "word ").after("---\nrating: 4\ntitle: ").before("\n---\n\na\n"),
        many("a long title of marks", "e\u{301}\u{302}")
            .after("---\nrating: 4\ntitle: ")
            .before("\n---\n\na\n"),
        many("a covered title", "||a|| ").after("---\nrating: 4\ntitle: '").before("'\n---\n\na\n"),
    ],
};

const PLAIN: Group = Group {
    name: "plain",
    extension: "txt",
    head: "The General (1926)\n\nRating: 4/5\n\nPlot\n\n",
    tail: "\n\nVerdict\n\nSee it.\n",
    patterns: &[
        many("words", "word "),
        many("a long word", "w"),
        many("lines", "word\n"),
        many("paragraphs", "word word word word word word word word word word.\n\n"),
        many("headings", "Act {n}\n\nword word.\n\n"),
        many("headings without a text", "Plot\n"),
        many("short lines", "Act {n}\n\n"),
        many("ratings", "Rating: 4/5\n"),
        many("overall ratings", "Overall 4/5\n"),
        many("handles", "Instagram @a{n}\n"),
        many("handles in a line", "@a{n} "),
        many("addresses", "https://example.org/{n}\n"),
        many("mail addresses", "Email a{n}@example.org\n"),
        many("mottos", "- Look up {n}\n"),
        many("lines that cover", "!spoilers\n"),
        many("combining marks", "\u{301}"),
        many("letters with marks", "e\u{301}"),
        many("joiners", "👩\u{200d}"),
        many("families", "👩\u{200d}👩\u{200d}👧 "),
        many("flags", "🇫🇷"),
        many("selectors", "⚠\u{fe0f}"),
        many("ideographs", "日本語"),
        many("Thai", "ภาษา"),
        many("Arabic", "مرحبا "),
        many("tabs", "\t"),
        many("carriage returns", "a\r"),
        many("line breaks of two characters", "a\r\n"),
        many("blank lines", "\n"),
        many("blanks", " "),
        many("zero width spaces", "\u{200b}"),
        many("soft hyphens", "wo\u{ad}rd"),
        many("hyphens", "a-"),
        many("dashes", "-"),
        many("directed by", "directed by A B and "),
        many("colons", "a: "),
        many("brackets", "("),
        many("escape characters", "\u{1b}[31m"),
    ],
};

/// Plain text whose first line is part of the pattern.
const FIRST_LINES: Group = Group {
    name: "first line",
    extension: "txt",
    head: "",
    tail: "\n\nRating: 4/5\n\nPlot\n\nThe engine is stolen.\n",
    patterns: &[
        many("words", "word "),
        many("brackets", "(1926 "),
        many("letters with marks", "e\u{301}"),
        many("joiners", "👩\u{200d}"),
        many("stars", "★ "),
        many("blanks", " "),
    ],
};

const GROUPS: &[Group] = &[TOML, TOML_TEXT, YAML, MARKDOWN, FILES, PLAIN, FIRST_LINES];

/// A pattern in its place.
pub(crate) struct Subject {
    group: &'static Group,
    pattern: &'static Pattern,
}

pub(crate) fn all() -> impl Iterator<Item = Subject> {
    let patterns = |group: &'static Group| group.patterns.iter().map(move |it| (group, it));
    GROUPS.iter().flat_map(patterns).map(|(group, pattern)| Subject { group, pattern })
}

impl Subject {
    pub(crate) fn name(&self) -> String {
        format!("{}: {}", self.group.name, self.pattern.name)
    }

    pub(crate) const fn extension(&self) -> &'static str {
        self.group.extension
    }

    /// The text at about this many bytes.
    pub(crate) fn text(&self, bytes: usize) -> String {
        let Pattern { parts, end, .. } = self.pattern;
        let mut repeated = parts.map(|_| String::new());
        let mut count = 0;
        while repeated.iter().map(String::len).sum::<usize>() < bytes {
            let number = count.to_string();
            for (text, (_, piece)) in repeated.iter_mut().zip(parts) {
                text.push_str(&piece.replace("{n}", &number));
            }
            count += 1;
        }
        let Group { head, tail, .. } = self.group;
        let parts = parts.iter().zip(&repeated).map(|((once, _), text)| [*once, text].concat());
        [head, &parts.collect::<String>(), end, tail].concat()
    }
}

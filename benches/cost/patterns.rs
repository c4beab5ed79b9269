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
        many("lines of prose and fields", "A line.\ntitle = B\n"),
        many("texts without a key", "\"\"\"\na\n\"\"\"\n"),
        many("the same header", "[t]\n"),
        many("headers in turn", "[a.t{n}]\n[b.t{n}]\n"),
        many("a long header", "a.").after("[").before("b]"),
        many("open headers", "[t{n}\n"),
        many("sections with a header", "[sections.s{n}]\n"),
        many("sections with a header and a text", "[sections.s{n}]\ntext = 'x'\nrating = 3\n"),
        many("sections in a table", "s{n} = 'x'\n").after("[sections]\n"),
        many("sections with open marks and escapes", "s{n} = \"x ||a \\\" b\"\n")
            .after("[sections]\n"),
        many("sections on one line", "s{n} = 'x', ").after("sections = {").before("z = ''}"),
        many("empty sections on one line", "'s {n}' = '', ")
            .after("sections = {")
            .before("z = ''}"),
        many("misspelt sections", "verdikt{n} = 'x'\n").after("[sections]\n"),
        many("empty sections", "'s {n}' = ''\n").after("[sections]\n"),
        many("one list of tables", "[[cast]]\nname = \"B {n}\"\n"),
        many("keys", "k{n} = 1\n"),
        many("the same key", "k = 1\n"),
        many("keys without a value", "k{n} =\n"),
        many("dotted keys", "a.k{n} = 1\n"),
        many("a long dotted key", "a.").before("b = 1"),
        many("numbers in a list", "{n},").after("k = [").before("]"),
        many("an open list of numbers", "{n},").after("tags = ["),
        many("an open list of lines", "\"t{n}\",\n").after("tags = [\n"),
        many("lists in lists", "[").after("k = ").then("", "]"),
        many("inline tables in inline tables", "{a = ").after("k = ").then("1", "}"),
        many("an inline table with dotted keys", "a.k{n} = 1, ").after("k = {").before("z = 1}"),
        many("escapes", "\\u00e9").after("k = \"").before("\""),
        many("wrong escapes", "\\q").after("k = \"").before("\""),
        many("open strings of several lines", "k{n} = \"\"\"x\n"),
        many("quotes in a string of several lines", "\"").after("k = \"\"\"").before("\"\"\""),
        many("strings of several lines", "k{n} = '''\nx\n'''\n"),
        many("comments", "# x\n"),
        many("carriage returns", "\r"),
        many("a long title", "word ").after("t = 1\nheadline = \"").before("\""),
        many("tags", "\"t{n}\", ").after("tags = [").before("]"),
        many("names in the cast", "\"A{n} as B{n}\", ").after("cast = [").before("]"),
        many("tables in the cast", "{name = 'A', role = 'B', x = 1}, ")
            .after("cast = [")
            .before("]"),
        many("names to cover", "\"s{n}\", ").after("spoilers = [").before("]"),
        many("names to cover that are misspelt", "\"section s{n}\", ")
            .after("spoilers = [")
            .then("]\n[sections]\n", "\"sectoin r{n}\" = 'x'\n"),
        many("wrong identifiers on one line", "k{n} = [], ").after("ids = {").before("z = ''}"),
        many("ratings", "k{n} = 3\n").after("[ratings]\n"),
        many("ratings of sections", "s{n} = 3\n")
            .after("[ratings]\n")
            .then("[sections]\n", "s{n} = 'x'\n"),
        many("ratings out of range on one line", "k{n} = 9, ")
            .after("ratings = {")
            .before("z = 1}"),
        many("handles", "k{n} = 'x'\n").after("[author.handles]\n"),
        many("fields of the author", "k{n} = 'x'\n").after("[author]\n"),
        many("codes that are allowed", "\"c{n}\", ").after("check.allow = [").before("]"),
        many("unknown fields and wrong types", "tag{n} = 'x'\n")
            .after("")
            .then("[ratings]\n", "k{n} = 9\n"),
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
        many("misspelt keys", "titel{n}: x\n"),
        many("a list", "- t{n}\n").after("tags:\n"),
        many("a list of maps", "- name: B{n}\n  role: C\n").after("cast:\n"),
        many("lists in lists", "- ").after("k:\n"),
        many("open lists on one line", "[").after("k: "),
        many("open lists line by line", "k{n}: [\n"),
        many("an open list on one line", "t{n}, ").after("tags: ["),
        many("open maps on one line", "{a: ").after("k: "),
        many("a map on one line", "k{n}: 1, ").after("k: {").before("}"),
        many("question marks", "? ").after("k:\n"),
        many("anchors", "k{n}: &a{n} x\n"),
        many("aliases of a list", "k{n}: *a\n").after("a: &a [1, 2, 3, 4, 5, 6, 7, 8]\n"),
        many("aliases of aliases", "k{n}: &b{n} [*a, *a]\n").after("a: &a x\n"),
        many("anchors in each other", "&a{n} [").after("k: ").then("", "]"),
        many("unknown aliases", "k{n}: *x{n}\n"),
        many("merged maps", "k{n}:\n  <<: *a\n").after("a: &a\n  b: c\n"),
        many("comments", "# x\n"),
        many("open quotes", "k{n}: \"x\n"),
        many("escapes", "\\u00e9").after("k: \"").before("\""),
        many("a long plain text", "word\n  ").after("k: "),
        many("a block", "  word\n").after("k: |\n"),
        many("tabs", "\t"),
        many("falling indentation", "   k: x\n  k: x\n"),
        many("directors in one text", "A B and C D, ").after("directors: "),
        many("names to cover", "- s{n}\n").after("spoilers:\n"),
        many("a long key", "k").before(": x"),
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
        many("lines", "word\n"),
        many("paragraphs", "word word\n\n"),
        many("backslashes", "\\"),
        many("entities", "&amp; "),
        many("open emphasis", "*a "),
        many("emphasis of both kinds", "*a _b "),
        many("asterisks", "*"),
        many("runs of asterisks", "a**b"),
        many("tildes", "~~a"),
        many("open code", "a ` "),
        many("open code of many lengths", "`` a ``` b ````` "),
        many("an open fence", "a\n").after("```\n"),
        many("fences", "```\na\n```\n"),
        many("open links", "[a"),
        many("open brackets", "["),
        many("open brackets before one that is closed", "[").before("a]"),
        many("brackets in brackets with an address", "[").then("a", "](b)"),
        many("open addresses", "[a]("),
        many("open addresses in angle brackets", "[a](<b"),
        many("open titles of links", "[a](b \"c"),
        many("links without an address", "[a]() "),
        many("images in images", "![").then("a", "](b)"),
        many("covered images in images", "![").after("||").then("a", "](b&lt;)").before("||"),
        many("references that are defined", "[a][b] ").before("\n\n[b]: https://example.org\n"),
        many("definitions", "[b{n}]: c\n"),
        many("references with definitions", "[b{n}] ").then("\n\n", "[b{n}]: c\n"),
        many("references to a long address", "[b]\n").then("\n[b]: ", "c"),
        many("open definitions", "[b{n}]: <c\n"),
        many("definitions in sections", "## H{n}\n\n[a][b]\n\n").before("[b]: c\n"),
        many("undefined references in sections", "## H{n}\n\n[a][b{n}]\n\n"),
        many("autolinks", "<https://a.b/{n}> "),
        many("open autolinks", "<https://a.b/ "),
        many("open wiki links", "[[a|"),
        many("footnotes with notes", "a[^{n}] ").then("\n\n", "[^{n}]: a\n\n"),
        many("open tags", "<b>a "),
        many("tags that are not closed", "<b "),
        many("attributes of one tag", "b=c ").after("<a ").before(">"),
        many("blocks of tags", "<div>\n\n"),
        many("blocks in blocks", "<div>\n").then("a\n", "</div>\n"),
        many("comments", "<!-- a --> "),
        many("open comments", "<!-- a "),
        many("open comments in paragraphs", "x\n\n<!-- a\n\n"),
        many("dashes of comments", "<!--- "),
        many("open declarations", "<!A "),
        many("open instructions", "<? "),
        many("open character data", "<![CDATA[ "),
        many("scripts", "<script>\na\n"),
        many("covers", "||a|| "),
        many("open covers", "||a "),
        many("bars", "|"),
        many("covers of both kinds", ">!a||b "),
        many("open quoted covers", ">!a "),
        many("open covers by tags", "<spoiler>a "),
        many("covers by tags in each other", "<spoiler>").then("a", "</spoiler>"),
        many("details", "<details><summary>a</summary>b</details>\n"),
        many("details that are not closed", "<details "),
        many("details in each other", "<details>").then("a", "</details>"),
        many("summaries", "<details><summary>a "),
        many("callouts", "> [!spoiler] a\n\n"),
        many("callouts in a line", "[!spoiler] a "),
        many("callouts in an indented line", " ").after("a\n").then("", "[!spoiler] "),
        many("covers over headings", "<spoiler>\n\n## H\n\na</spoiler>\n\n"),
        many("comments of percent signs", "%%a%% "),
        many("tables", "| a | b |\n").after("| a | b |\n|---|---|\n"),
        many("a wide table", "a|").after("|").then("\n|", "-|").before("\n"),
        many("a wide table with short rows", "a|").after("|").then("\n|", "-|").then("\n", "|a\n"),
        many("heads of tables", "|a|\n|-|\n\n"),
        many("lists", "- a\n"),
        many("lists in lists on one line", "- "),
        many("loose lists", "- a\n\n"),
        many("quotations", "> a\n"),
        many("quotations in quotations with blanks", "> ").before("a"),
        many("quotations and lists", "> - "),
        many("lazy lines", "a\n").after("> > > > > > > > "),
        many("headings", "## H {n}\n\na\n\n"),
        many("underlined headings", "H {n}\n---\n\na\n\n"),
        many("bold headings", "**H {n}**\n\na\n\n"),
        many("a long heading", "word ").after("## "),
        many("a long heading that warns", "no spoiler, ").after("## "),
        many("ratings in headings", "## Acting {n}: 4/5\n\na\n\n"),
        many("rules", "---\n\n"),
        many("ratings", "Rating: 4/5\n\n"),
        many("notes", "TODO <!-- a\n"),
        many("placeholders", "<your verdict> "),
        many("warnings", "Spoilers ahead. "),
        many("warnings that cover nothing", "a spoiler he "),
        many("labels in paragraphs", "a. Spoiler: b.\n\n"),
        many("labels in one paragraph", "a. Spoiler: b. "),
        many("labels in brackets", "a (spoiler: b) "),
        many("open remarks", "a (spoiler: b "),
        many("remarks in remarks", "(spoiler: ").then("a", ")"),
        many("remarks in headings", "## H {n} (spoiler: b)\n\na\n\n"),
        many("a heading of remarks", "(spoiler: b) ").after("## "),
        many("warnings and their ends", "Spoilers ahead.\n\na\n\nEnd of spoilers.\n\n"),
        many("open tags of forums", "[hide]a "),
        many("labels in tags of forums", "[spoiler: a] "),
        many("open tags that hide", "<hide>a "),
        many("tags that hide", "<hide>a</hide> "),
        many("open tildes", "~!a "),
        many("words in angle brackets", "<sigh> a "),
        many("open shortcodes that hide", "{{< hide >}}a "),
        many("titles of pictures", "![a](b \"c\") "),
        many("ideographs in lines", "日本\n"),
        many("carriage returns", "a\r"),
        many("blank lines", "\n"),
        many("addresses", "https://example.org/{n} "),
        many("misread letters", "Ã"),
        many("pairs of misread letters", "Ã©"),
        many("words that come twice", "the "),
        many("names", "Surnome{n} ").after("Anna Surname. "),
        many("links to files", "[a](b{n}.md) "),
        many("slips in addresses", "http//a @@bc "),
        many("headings without a blank", "##Plot\n"),
        many("bars as entities", "&#124;&#124;a "),
        many("open attributes", "[x]{"),
        many("marks without a text", "!spoilersx\n"),
        many("marks that are turned round", "!<x>! "),
        many("single bars after double ones", "||a|b "),
        many("covers that lack a bar", "|a|| ||b| || c | "),
        many("covers that open again", "||a ||b "),
        many("open marks of Reddit as entities", "&gt;!a "),
        many("open marks of several kinds", "**a *b _c\n\n"),
    ],
};

/// Files with many reviews, and those whose front matter is part of the pattern.
const FILES: Group = Group {
    name: "file",
    extension: "md",
    head: "",
    tail: "\n",
    patterns: &[
        many("quoted fields", "> k{n}: x\n").after("> title: A\n> year: 1998\n"),
        many("fields of an object", "\"k{n}\": 1, ")
            .after("{\"title\": \"A\", \"year\": 1998, ")
            .before("}\n\na\n"),
        many("fields of an object without commas", "\"k{n}\": 1\n")
            .after("{\"title\": \"A\"\n\"year\": 1998\n")
            .before("}\n\na\n"),
        many("fields in a table", "| k{n} | x |\n")
            .after("| title | A |\n|---|---|\n| year | 1998 |\n"),
        many("remarks in a name", "(spoiler: b) ")
            .after("---\ntitle: A\ndirector: J ")
            .before("\n---\n\na\n"),
        many("many reviews", "## A {n} (1926) 4/5\n\nThe engine is stolen.\n\n"),
        many("many reviews and headings", "## A {n} (1926) 4/5\n\na\n\n## B\n\n"),
        many("open front matter", "k{n}: x\n").after("---\ntitle: A\n"),
        many("fields without fences", "title: A\n\n"),
        many("lines that may be fences", "***\n"),
        many("comments above a fence", "<!-- a -->\n"),
        many("front matter in TOML", "k{n} = 1\n").after("+++\ntitle = 'A'\n").before("+++\n\na\n"),
        many("titles", "# A {n}\n\na\n\n"),
        many("a long title", "word ").after("---\nrating: 4\ntitle: ").before("\n---\n\na\n"),
        many("a long title of marks", "e\u{301}\u{302}")
            .after("---\nrating: 4\ntitle: ")
            .before("\n---\n\na\n"),
        many("open links in a name", "[")
            .after("---\ntitle: A\ndirector: J")
            .before("\n---\n\na\n"),
        many("open links with an address in a name", "[a](b ")
            .after("---\ntitle: A\ndirector: J")
            .before("\n---\n\na\n"),
        many("labels without an address in a name", "[a] ")
            .after("---\ntitle: A\ndirector: J")
            .before(")\n---\n\na\n"),
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
        many("ratings", "Rating: 4/5\n"),
        many("handles", "Instagram @a{n}\n"),
        many("mottos", "- Look up {n}\n"),
        many("lines that cover", "!spoilers\n"),
        many("labels in brackets", "a (spoiler: b) "),
        many("warnings and their ends", "Spoilers ahead.\n\na b c.\n\nEnd of spoilers.\n\n"),
        many("letters with marks", "e\u{301}"),
        many("families", "👩\u{200d}👩\u{200d}👧 "),
        many("flags", "🇫🇷"),
        many("ideographs", "日本語"),
        many("Thai", "ภาษา"),
        many("tabs", "\t"),
        many("carriage returns", "a\r"),
        many("blank lines", "\n"),
        many("blanks", " "),
        many("zero width spaces", "\u{200b}"),
        many("directed by", "directed by A B and "),
        many("colons", "a: "),
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
        let mut text = (*head).to_owned();
        for ((once, _), repeated) in parts.iter().zip(&repeated) {
            text.push_str(once);
            text.push_str(repeated);
        }
        text + end + tail
    }
}

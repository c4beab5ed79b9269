use super::*;
use crate::markup::cover::mask;

fn masked(text: &str) -> String {
    mask(text)
}

#[test]
fn every_notation_covers() {
    assert_eq!(masked("a ||b c|| d"), "a ||░ ░|| d");
    assert_eq!(masked("a >!b!< d"), "a >!░!< d");
    assert_eq!(masked("a <Spoiler>b\n\nc</spoiler> d"), "a <Spoiler>░\n\n░</spoiler> d");
    assert_eq!(
        masked("> [!spoiler]- End\n> he dies\n\nafter"),
        "> [!spoiler]- ░░░\n░ ░░ ░░░░\n\nafter"
    );
    assert_eq!(
        masked("<details><summary>End</summary>he</details>x"),
        "<details><summary>End</summary>░░</details>x"
    );
    assert_eq!(masked("a\n!spoilers\nb"), "a\n!spoilers\n░");
    assert_eq!(masked("||東京||"), "||░░░░||");
}

#[test]
fn an_open_mark_is_plain_text_and_is_told() {
    let text = "a ||b\n\nc d";
    assert_eq!(masked(text), text);
    assert_eq!(find(text).unclosed, [2]);
    // What may be something else closes nothing.
    for text in ["a || b\n\nc|| d", "a ||b\n\nc ||d|| e", "a ||b\n\nc || d", "a ||b\n\n`c||`"] {
        assert_eq!(
            masked(text).split_once("\n\n").expect("two").0,
            &text[..text.find('\n').expect("two")]
        );
    }
    assert_eq!(find("a || b || c").found.len(), 1);
    assert_eq!(find("x > !y, y < z").found, []);
}

#[test]
fn passages_stand_within_each_other() {
    assert_eq!(
        masked("<details>a<details>b</details>c</details>d"),
        "<details>░░░░░░░░░░░░░░░░░░░░░░</details>d"
    );
    assert_eq!(
        masked("<spoiler>a<spoiler>b</spoiler>c</spoiler>d"),
        "<spoiler>░░░░░░░░░░░░░░░░░░░░░░</spoiler>d"
    );
}

#[test]
fn what_is_never_closed_is_covered_to_the_end() {
    for open in ["<details>", "<spoiler>"] {
        assert_eq!(masked(&format!("a {open}b\n\nc")), format!("a {open}░\n\n░"));
        assert_eq!(find(&format!("a {open}b")).unclosed, [2]);
    }
    assert_eq!(masked("a <detailsx>b"), "a <detailsx>b");
}

#[test]
fn a_line_covers_however_it_is_written() {
    for line in ["!spoilers", "!Spoiler", "  !SPOILERS "] {
        assert!(is_line_mark(line));
        assert_eq!(masked(&format!("a\n{line}\nb")), format!("a\n{line}\n░"));
    }
}

#[test]
fn a_callout_covers_in_a_quotation_only() {
    for text in ["a [!spoiler] b", "[!spoiler]\nb\n", "[!spoiler]- a\n> b", "- [!spoilers] a"] {
        assert_eq!(masked(text), text);
    }
    assert_eq!(masked("> [!spoiler]\n> b"), "> [!spoiler]\n░ ░");
}

#[test]
fn the_marks_of_other_platforms_cover() {
    for (text, expected) in [
        ("{{< spoiler >}}b{{< /spoiler >}} c", "{{< spoiler >}}░{{< /spoiler >}} c"),
        ("{{% spoiler \"End\" %}}b{{% /spoiler %}}", "{{% spoiler \"End\" %}}░{{% /spoiler %}}"),
        ("{% spoiler %}b{% endspoiler %} c", "{% spoiler %}░{% endspoiler %} c"),
        ("{% spoiler he dies %} c", "{% spoiler ░░ ░░░░ %} c"),
        ("::: spoiler End\nb\n:::\nc", "::: spoiler End\n░\n:::\nc"),
        (":spoiler[b] c", ":spoiler[░] c"),
        ("<span class=\"x spoiler\">b</span> c", "<span class=\"x spoiler\">░</span> c"),
        ("<p class=no-spoilers>b</p>", "<p class=no-spoilers>b</p>"),
        (">! b c\n>! d\n\ne", ">! ░ ░\n>! ░\n\ne"),
        ("a >! b !< c", "a >! ░ !< c"),
        ("a >!b\n\nc!< d", "a >!░\n\n░!< d"),
        ("[b](#spoiler) c", "[░](░░░░░░░░░ c"),
        ("[Spoiler]b[/Spoiler] c", "[Spoiler]░[/Spoiler] c"),
        ("[spoiler=End]b[/spoiler]", "[spoiler=End]░[/spoiler]"),
        ("[details=\"End\"]\nb\n[/details]", "[details=\"End\"]\n░\n[/details]"),
        ("[spoiler](https://b.c) d", "[spoiler](https://b.c) d"),
        ("a ||b\n\nc|| d", "a ||░\n\n░|| d"),
        ("｜｜b｜｜ c ｜ d", "｜｜░｜｜ c ｜ d"),
        (r"\|\|b\|\| c \| d", r"\|\|░\|\| c \| d"),
        ("> ! b c", "> ! ░ ░"),
        ("[ spoiler ]b[ /spoiler ] c", "[ spoiler ]░[ /spoiler ] c"),
        ("[b]{.spoiler} c", "[░]{.spoiler} c"),
        ("[b](/s \"he dies\") c", "[b](/s \"░░ ░░░░\") c"),
        ("<tg-spoiler>b</tg-spoiler> c", "<tg-spoiler>░</tg-spoiler> c"),
        ("<span class=\"blackout\">b</span> c", "<span class=\"blackout\">░</span> c"),
        ("> [!danger]+ Spoilers for the end\n> b", "> [!danger]+ Spoilers for the end\n░ ░"),
        ("!!! spoiler \"End\"\n    b\n\nc", "!!! spoiler \"End\"\n    ░\n\nc"),
        ("??? spoiler\n    b\n\nc", "??? spoiler\n    ░\n\nc"),
        ("> [!warning] Cars\n> b", "> [!warning] Cars\n> b"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn an_empty_cell_is_no_cover() {
    let table = "| a | b | c |\n| - | - | - |\n| 1 || 3 |\n| ||x|| | 2 | 3 |\n";
    assert_eq!(masked(table), table.replace("||x||", "||░||"));
    assert_eq!(masked("a || b || c"), "a || ░ || c");
}

#[test]
fn a_comment_covers_nothing_and_is_a_mark() {
    for text in ["a %% b %% c", "a {% comment %}b{% endcomment %} c"] {
        let passages = find(text);
        assert!(!passages.cover() && passages.found.len() == 1, "{text}");
        assert_eq!(passages.found[0].outer, 2..text.len() - 2);
    }
    assert_eq!(find("100 %% sure").found, []);
}

#[test]
fn marks_that_are_nearly_right_cover() {
    for (text, expected) in [
        ("a\n!spoilers b c\n\nd", "a\n!spoilers ░ ░\n\n░"),
        ("!Spoiler: b", "!Spoiler: ░"),
        ("a {spoiler}b{/spoiler} c", "a {spoiler}░{/spoiler} c"),
        ("a {Spoiler} b {/Spoiler} c", "a {Spoiler} ░ {/Spoiler} c"),
        ("a < spoiler >b< /spoiler > c", "a < spoiler >░< /spoiler > c"),
        ("a <spoiler>b</ spoiler> c", "a <spoiler>░</ spoiler> c"),
        ("a !<a man dies>! d", "a !<░ ░░░ ░░░░>! d"),
        ("a !<bee>! d", "a !<░░░>! d"),
        ("a <blur>b</blur> c", "a <blur>░</blur> c"),
        ("a <!-- spoiler -->b<!-- /spoiler --> c", "a <!-- spoiler -->░<!-- /spoiler --> c"),
        (
            "<!-- spoiler start -->\nb\n<!-- end spoiler -->\nc",
            "<!-- spoiler start -->\n░\n<!-- end spoiler -->\nc",
        ),
        ("a &#124;&#124;b&#124;&#124; c", "a &#124;&#124;░&#124;&#124; c"),
        ("a &vert;&vert;b &amp; c&vert;&vert; d", "a &vert;&vert;░ ░░░░░ ░&vert;&vert; d"),
        ("a ||b c| d", "a ||░ ░| d"),
        ("a || b | c", "a || ░ | c"),
        ("a &gt;!b&gt;c!&lt; d", "a &gt;!░░░░░░!&lt; d"),
        ("a >! b c", "a >! ░ ░"),
        ("<p hidden>b</p> c", "<p hidden>░</p> c"),
        ("a ||b | c", "a ||░ | c"),
        ("a ||b\nc| d", "a ||░\n░| d"),
        ("a |b c|| d", "a |░ ░|| d"),
        ("a |b\nc|| d", "a |░\n░|| d"),
        ("||b| c ||d|| e", "||░| c ||░|| e"),
        ("|b|| c ||d|| e", "|░|| c ||░|| e"),
        ("|b| c ||d|| e", "|b| c ||░|| e"),
        ("||b c ||d|| e", "||░ ░ ░░░|| e"),
        ("> SPOILER: b\n> c\n\nd", "> SPOILER: ░\n░ ░\n\nd"),
        ("> **Spoiler alert**: b", "> **Spoiler alert**: ░"),
        ("> SPOILERS\n> b\n\nc", "> SPOILERS\n░ ░\n\nc"),
        ("a [hide]b[/hide] c", "a [hide]░[/hide] c"),
        ("a [SP]b[/SP] c", "a [SP]░[/SP] c"),
        ("a [collapse=d]b[/collapse] c", "a [collapse=d]░[/collapse] c"),
        ("a [spoiler:b] c", "a [spoiler:░] c"),
        ("a [SPOILERS: b] c", "a [SPOILERS: ░] c"),
        ("a [[spoiler]]b[[/spoiler]] c", "a [[spoiler]]░[[/spoiler]] c"),
        ("a [[spoiler|b]] c", "a [[spoiler|░]] c"),
        ("a ::spoiler{b} c", "a ::spoiler{░} c"),
        ("a :spoiler{b} c", "a :spoiler{░} c"),
        ("a <hide>b</hide> c", "a <hide>░</hide> c"),
        ("a <Spoiler text=\"b\" /> c", "a <Spoiler ░░░░░░░░ /> c"),
        ("a {{spoiler|b}} c", "a {{spoiler|░}} c"),
        ("a {{ spoiler(\"b\") }} c", "a {{ spoiler(\"░\") }} c"),
        ("a {{< hide >}}b{{< /hide >}} c", "a {{< hide >}}░{{< /hide >}} c"),
        ("a {{% expand %}}b{{% /expand %}} c", "a {{% expand %}}░{{% /expand %}} c"),
        ("a {spoiler:b} c", "a {spoiler:░} c"),
        ("a ~!b!~ c", "a ~!░!~ c"),
        ("> !b c\n\nd", "> !░ ░\n\nd"),
        ("[b](# \"spoiler\") c", "[░](░ ░░░░░░░░░░ c"),
        ("<span style=\"color: white\">b</span> c", "<span style=\"color: white\">░</span> c"),
        ("<p style=\"display:none\">b</p> c", "<p style=\"display:none\">░</p> c"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_mark_covers_nothing() {
    for text in [
        "!spoiler-free text",
        "!spoilers: none",
        "!important b",
        "a !spoilers b",
        "`{spoiler}` b",
        "{details}b{/details}",
        "{comment}b{/comment}",
        "{spoilery}b",
        "a < b > c and < spoilers",
        "a < spoil > b",
        "Oh!<br>! b",
        "Oh!</b>! b",
        "Oh!<b>! c</b>",
        "Oh!<br />! c",
        "Oh!<a href=\"b\">! c</a>",
        "Oh!<https://b.c>!",
        "a !< b, c",
        "<blurb>b</blurb>",
        "<!-- no spoilers -->b",
        "<!-- spoiler: he dies -->b",
        "<!-- more -->b",
        "a &#124; b &#124; c",
        "a &#124;&#124; b",
        "`&#124;&#124;b&#124;&#124;`",
        "| a | b |\n| - | - |\n| ||x | y |",
        "a ||b|c",
        "a |b|c",
        "a |b| c",
        "a | b || c",
        "| a | b |\n| - | - |\n| |x|| | y |",
        "a |`b`|| c",
        "> Spoiler culture is dead.\n> b",
        "> Spoilers: none.\n> b",
        "> He said spoiler: b",
        "> SPOILER:",
        "[hide] b",
        "[cut] b [/cut",
        "<hide> b",
        "{{< hide >}} b",
        "a ~! b",
        "> ![b](c)",
        "[b](# \"title\")",
        "<p style=\"background-color: white\">b</p>",
        "<p style=\"background: black; color: white\">b</p>",
        "a\nSPOILER: b",
    ] {
        assert_eq!(masked(text), text, "{text}");
        assert!(!find(text).cover(), "{text}");
    }
}

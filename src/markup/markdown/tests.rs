use super::super::pieces::MAX_PIECE_BYTES;
use super::super::spoiler::find;
use super::*;

fn read(markdown: &str) -> impl Iterator<Item = Body> {
    super::read(markdown, find(markdown))
}

/// The whole of a text that is a single piece.
fn whole(markdown: &str) -> Body {
    let mut pieces = read(markdown);
    let body = pieces.next().unwrap_or_default();
    assert_eq!(pieces.next(), None);
    body
}

/// A text as a line a block, with covered text in brackets.
fn picture(markdown: &str) -> Vec<String> {
    let line = |block: &Block| {
        let text: String = block
            .runs
            .iter()
            .map(|run| {
                let text = run.text.replace('\n', "/");
                if run.covered { format!("[{text}]") } else { text }
            })
            .collect();
        format!(
            "{}{}{}",
            ">".repeat(block.quote),
            block.marker.as_deref().unwrap_or_default(),
            text
        )
    };
    read(markdown).flat_map(|body| body.blocks).map(|block| line(&block)).collect()
}

#[test]
fn blocks() {
    assert_eq!(
        picture("One\ntwo.\n\n> three\n\n- four\n- five\n\n1. six"),
        ["One two.", ">three", "• four", "• five", "1. six"]
    );
    assert_eq!(picture("| a | b |\n|---|---|\n| c | d |"), ["a  ·  b", "c  ·  d"]);
    assert_eq!(picture("日本\n語"), ["日本語"]);
}

#[test]
fn covered_passages() {
    assert_eq!(picture("He ||dies *in* the|| end"), ["He [dies ][in][ the] end"]);
    assert_eq!(picture(">!He dies!< at last"), ["[He dies] at last"]);
    assert_eq!(picture("||one\ntwo|| three"), ["[one two] three"]);
    assert_eq!(picture("**||one||**"), ["[one]"]);
    assert_eq!(picture("<spoiler>a\n\nb</spoiler>c"), ["[a]", "[b]c"]);
    assert_eq!(
        picture("<details><summary>End</summary>\n\nhe *dies*\n\n</details>\n\nx"),
        ["End", "[he ][dies]", "x"]
    );
    assert_eq!(picture("> [!spoiler] End\n> he dies\n\nx"), [">[End he dies]", "x"]);
    assert_eq!(picture("a\n\n!spoilers\n\nb"), ["a", "[b]"]);
}

#[test]
fn html() {
    assert_eq!(
        picture("<p>One <i>two</i></p>\n<p>three<br>four &amp; five</p>"),
        ["One two", "three/four & five"]
    );
    assert_eq!(picture("A <span class=x>b</span> c &#27;[0m"), ["A b c \u{1b}[0m"]);
    assert_eq!(picture("<p unclosed text\n\nnext"), ["<p unclosed text", "next"]);
}

#[test]
fn no_definition_is_lost() {
    assert_eq!(picture("Word[^1]\n\n[^1]: Gone"), ["Word[^1]", "[^1]: Gone"]);
    assert_eq!(picture("[a][b]\n\n[b]: https://c.d"), ["a"]);
}

#[test]
fn links_keep_their_targets() {
    let body = whole("[a](https://b.c) <d@e.f>");
    let links: Vec<&str> = body.links.iter().map(|link| link.address.as_str()).collect();
    assert_eq!(links, ["https://b.c", "mailto:d@e.f"]);
    assert_eq!(body.blocks[0].runs.iter().filter_map(|run| run.link).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn marks_in_code_are_code() {
    assert_eq!(picture("a `x || dies || y` b"), ["a x || dies || y b"]);
    assert_eq!(picture("a `` x ||dies|| `y `` ||dies||"), ["a x ||dies|| `y [dies]"]);
    assert_eq!(picture("`Tis ||he|| and it was"), ["`Tis [he] and it was"]);
    assert_eq!(picture("```\nx ||y|| z\n```\n\n||dies||"), ["x ||y|| z", "[dies]"]);
}

#[test]
fn what_stands_in_a_tag_is_covered_with_it() {
    assert_eq!(
        picture("<div><spoiler>a <img alt=\"Rosebud\"> b</spoiler></div>"),
        ["[a Rosebud b]"]
    );
    assert_eq!(picture("<img alt=\"||Rosebud||\"> b"), ["[||Rosebud||] b"]);
}

#[test]
fn an_address_is_covered_with_its_words() {
    for text in [
        "||see [a](https://b.c)||",
        "[the ||a||](https://b.c)",
        "[a](https://b.c/||d||)",
        "[a][b]\n\n||x||\n\n<spoiler>\n\n[b]: https://b.c\n\n</spoiler>",
        "||<https://b.c>||",
        "||![a](https://b.c)||",
        "<spoiler><a href='https://b.c'>a</a></spoiler>",
        "<a href='https://b.c/||d||'>a</a>",
    ] {
        let links = whole(text).links;
        assert!(links.iter().all(|link| link.covered), "{text}: {links:?}");
        assert_eq!(links.len(), 1, "{text}");
    }
    assert_eq!(whole("[a](https://b.c/||d||)").links[0].address, "https://b.c/||d||");
    assert!(!whole("||x|| [a](https://b.c)").links[0].covered);
}

/// What a large text becomes, without the seams: parts of `unit`, which is one block.
fn large(head: &str, unit: &str, tail: &str) -> Vec<String> {
    let count = 3 * MAX_PIECE_BYTES / unit.len();
    let text = format!("{head}{}{tail}", unit.repeat(count));
    assert!(read(&text).count() > 2);
    let blocks = picture(&text);
    assert!(blocks.len() >= count, "{} of {count}: {:?}", blocks.len(), &blocks[..5]);
    blocks
}

#[test]
fn a_large_text_reads_as_a_small_one() {
    assert!(large("", "One *two* three.\n\n", "").iter().all(|block| block == "One two three."));
    assert!(large("", "- one\n", "").iter().all(|block| block == "• one"));
    assert!(large("a | b\n--|--\n", "c | ||d||\n", "\nEnd.")[1..].iter().all(|row| {
        // The rows at a seam are covered as a whole.
        ["c  ·  [d]", "[c]  ·  [d]", "[c][  ·  ][d]", "End."].contains(&row.as_str())
    }));
    let nested = large("", "> one\n>\n> two\n\n", "");
    assert!(nested.iter().all(|block| [">one", ">two"].contains(&block.as_str())));
}

#[test]
fn what_is_open_at_the_end_of_a_piece_stays_open() {
    let count = 3 * MAX_PIECE_BYTES / "*a*\n\n".len();
    let code = format!("~~~ x\n{}~~~\n\n*End*", "*a*\n\n".repeat(count));
    let blocks = picture(&code);
    let (end, code) = blocks.split_last().unwrap();
    assert_eq!(code.concat().replace(['/', '*'], ""), "a".repeat(count));
    assert_eq!((end.as_str(), code.concat().matches("*a*").count()), ("End", count));

    let comment = format!("One.\n\n<!-- {} -->\n\nTwo.", "*a*\n\n".repeat(count));
    assert_eq!(picture(&comment), ["One.", "Two."]);
    let unclosed = format!("One.\n\n<!-- {}", "*a*\n\n".repeat(count));
    assert_eq!(picture(&unclosed).concat().matches('a').count(), count);
}

#[test]
fn a_piece_in_code_is_code() {
    let count = 3 * MAX_PIECE_BYTES / "one two\n\n".len();
    let words = "one two\n\n".repeat(count);
    let code = format!("    <!--\n\n{words}    -->\n\nEnd");
    let shown = picture(&code);
    assert_eq!(shown.concat().matches("one two").count(), count);
    assert_eq!((&*shown[0], shown.last().unwrap().as_str()), ("<!--", "End"));

    let quoted = format!("> ~~~\n{}> ~~~\n\n*End*", "> a <b>\n".repeat(MAX_PIECE_BYTES / 4));
    let blocks = picture(&quoted);
    assert_eq!(blocks.concat().matches("a <b>").count(), MAX_PIECE_BYTES / 4);
    assert_eq!(blocks.last().unwrap(), "End");
    // The code ends with its quotation.
    let left_open = format!("> ~~~\n> a\n\n{}*End*", "*b*\n\n".repeat(MAX_PIECE_BYTES / 2));
    let blocks = picture(&left_open);
    assert_eq!((&*blocks[0], blocks.concat().contains('*')), (">a", false));

    for marker in ["-", "12."] {
        let indent = " ".repeat(marker.len() + 1);
        let words = "*b*\n\n".repeat(MAX_PIECE_BYTES / 2);
        let item = format!("{marker} ~~~\n{indent}a\n{indent}~~~\n\n{words}");
        assert!(!picture(&item).concat().contains('*'), "{marker}");
    }

    let table = format!("a | b\n-|-\n<!-- {} -->\n\nEnd", "*c*\n\n".repeat(count));
    assert_eq!(picture(&table), ["a  ·  b", "End"]);
}

#[test]
fn a_definition_may_stand_in_another_piece() {
    let filler = "d\n\n".repeat(MAX_PIECE_BYTES);
    let text = format!(
        "[a][Site] [b] ![c][site]\n\n{filler}[b] [d]\n\n[site]: https://a.b/c \"t\"\n[b]: https://b.c/||x||\n"
    );
    let bodies: Vec<Body> = read(&text).collect();
    let links = |body: &Body| -> Vec<(String, bool)> {
        body.links.iter().map(|link| (link.address.clone(), link.covered)).collect()
    };
    let (site, covered) = (("https://a.b/c".into(), false), ("https://b.c/||x||".into(), true));
    let first = bodies.first().unwrap();
    assert_eq!(links(first), [site.clone(), covered.clone(), site]);
    assert!(first.links.iter().all(|link| text[link.place.clone()].contains("]: https://")));
    assert_eq!(links(bodies.last().unwrap()), [covered]);
}

#[test]
fn the_numbers_of_a_list_go_on_in_the_next_piece() {
    for item in ["1. a\n\n", "1. a\n", "1) a\n   - b\n\n"] {
        let count = MAX_PIECE_BYTES * 3 / 2 / item.len();
        let blocks = picture(&item.repeat(count));
        let mut numbers = blocks.iter().filter_map(|block| block.split_once(". a"));
        for number in 1..=count {
            assert_eq!(numbers.next(), Some((number.to_string().as_str(), "")), "{item}");
        }
    }
    let other = format!("{}1) b", "1. a\n\n".repeat(MAX_PIECE_BYTES / 4));
    assert_eq!(picture(&other).last().unwrap(), "1. b", "another sign begins another list");
}

#[test]
fn a_block_that_is_cut_in_two_loses_no_word_and_shows_no_address() {
    let words = "one two ".repeat(MAX_PIECE_BYTES / 4);
    assert_eq!(picture(&words).concat().replace(' ', ""), words.replace(' ', ""));
    let word = "é".repeat(2 * MAX_PIECE_BYTES);
    assert_eq!(picture(&word).concat(), word);
    for length in (MAX_PIECE_BYTES - 80..MAX_PIECE_BYTES).step_by(2) {
        let text = format!("{}[||dies||\nnow](https://a.b) c", "d\n".repeat(length / 2));
        let is_open = |block: &&String| block.contains("https") && !block.starts_with('[');
        assert_eq!(picture(&text).iter().find(is_open), None, "at {length}");
    }
    let parted = format!("[||a||][b]\n\n{}[b]: https://a.b", "d\n\n".repeat(MAX_PIECE_BYTES));
    assert!(picture(&parted).contains(&"[[b]: https://a.b]".to_owned()));
}

//! What is read of a work beside its fields: facts in the text, the title of a post, what a text calls
//! the work.

use std::path::Path;

use rushes::format;
use rushes::model::{Kind, Review};
use rushes::text::{Audience, Code, Source};

const PROSE: &str = "It begins on a night train and never quite leaves it.";

fn parsed(path: &str, text: &str) -> (Review, Option<String>) {
    let format = format::by_extension(Path::new(path)).expect("a known extension");
    let parsed = format::parse(&Source::new(path, text.to_owned()), format);
    (parsed.review, parsed.skipped)
}

fn read(path: &str, text: &str) -> Review {
    parsed(path, text).0
}

fn with(fields: &str, body: &str) -> String {
    format!("---\n{fields}\n---\n\n{body}\n")
}

fn cast(review: &Review) -> Vec<String> {
    let show = |person: &rushes::model::Person| match &person.role {
        Some(role) => format!("{} as {role}", person.name),
        None => person.name.clone(),
    };
    review.cast.iter().map(show).collect()
}

#[test]
fn facts_of_the_text_fill_in_the_fields() {
    for facts in [
        "**Director:** Ana Ruiz  \n**Cast:** Mia Koch as Nina, Leo Stern  \n**Year:** 1998",
        "- Directed by: Ana Ruiz\n- Starring: Mia Koch as Nina, Leo Stern\n- Runtime: 102 min\n- Year: 1998",
        "🎬 **Director**: Ana Ruiz\n\n🎭 **Cast**: Mia Koch as Nina, Leo Stern\n\n📅 **Year**: 1998",
        "| | |\n|---|---|\n| Director | Ana Ruiz |\n| Cast | Mia Koch as Nina, Leo Stern |\n| Year | 1998 |",
        "[[Drama]] | Erscheinungsjahr: [[1990er|1998]] | Regie: [[Ana Ruiz]] | Schauspieler: [[Mia Koch]] as Nina, [[Leo Stern]] | 2h",
        "Director: [Ana Ruiz](https://example.org/a) · Stars: Mia Koch as Nina, Leo Stern · Year: 1998",
        "<pre>ferry\n\nrelease year: 1998\ndirector: Ana Ruiz\nstarring: Mia Koch as Nina, Leo Stern\n</pre>",
    ] {
        for body in [format!("{facts}\n\n{PROSE}"), format!("{PROSE}\n\n## Info\n\n{facts}")] {
            let (review, skipped) = parsed("a/ferry.md", &with("title: Ferry", &body));
            assert_eq!(skipped, None, "{facts}");
            assert_eq!(review.directors, ["Ana Ruiz"], "{facts}");
            assert_eq!(cast(&review), ["Mia Koch as Nina", "Leo Stern"], "{facts}");
            assert_eq!(review.year, Some(1998), "{facts}");
            let texts: String = review.sections.iter().map(|section| &*section.text).collect();
            assert!(texts.contains("Ana Ruiz"), "what is read stays in the text: {facts}");
        }
    }
    let alone = read("a/ferry.md", &with("title: Ferry", "Directed by: Ana Ruiz\n\nA boat."));
    assert_eq!(alone.directors, ["Ana Ruiz"]);
}

#[test]
fn fields_go_before_facts() {
    let body = "Director: Leo Stern\nYear: 2001\nGenre: drama, ships";
    let review = read("a/ferry.md", &with("title: Ferry\ndirector: Ana Ruiz\nyear: 1998", body));
    assert_eq!((review.directors, review.year), (vec!["Ana Ruiz".to_owned()], Some(1998)));
    assert_eq!(review.genres, ["drama", "ships"]);
}

#[test]
fn prose_is_no_list_of_facts() {
    for body in [
        "Director: what a word for someone who never came to the set.",
        "Cast: great\nDirector: absent",
        "Year: 1998",
        "The year: it was 1998, and the director: nobody knew.",
        "| Director | Cast |\n|---|---|\n| Ana Ruiz | Mia Koch |",
        "```\nDirector: Ana Ruiz\nYear: 1998\n```",
        "Director: 4/5\nCast: 8/10",
    ] {
        let (review, skipped) = parsed("a/ferry.md", &with("title: Ferry", body));
        assert!(skipped.is_some(), "{body}");
        let people = review.directors.len() + review.cast.len() + review.creators.len();
        assert_eq!((people, review.year), (0, None), "{body}");
    }
}

#[test]
fn what_is_covered_tells_no_facts() {
    let facts = "Director: Ana Ruiz\nCast: Mia Koch as the killer\nYear: 1998";
    for (fields, body) in [
        ("rating: 4/5\nspoilers: true", facts.to_owned()),
        ("rating: 4/5\nspoilers: [info]", format!("## Info\n\n{facts}")),
        ("rating: 4/5", format!("## Spoilers\n\n{facts}")),
        ("rating: 4/5", format!("||{}||", facts.replace('\n', "||\n||"))),
        ("rating: 4/5", format!("<details>\n\n{facts}\n\n</details>")),
        ("rating: 4/5", format!("{PROSE}\n\nSpoilers ahead!\n\n{facts}")),
    ] {
        let review = read("a/ferry.md", &with(&format!("title: Ferry\n{fields}"), &body));
        assert!(review.directors.is_empty() && review.cast.is_empty(), "{fields}: {body}");
        assert_eq!(review.year, None, "{fields}: {body}");
    }
}

#[test]
fn a_list_with_the_number_of_a_book_is_about_one() {
    let body = "**Author:** Mia Koch\\\n**ISBN13:** 9780000000002\\\n**Pages:** 200";
    let (review, skipped) = parsed("a/ferry.md", &with("title: Ferry", body));
    assert_eq!(skipped, None);
    assert_eq!((review.kind, review.creators), (Kind::Book, vec!["Mia Koch".to_owned()]));
    assert_eq!(review.author.name, None);
}

#[test]
fn a_text_tells_the_kind_of_work_where_nothing_else_does() {
    for (text, kind) in [
        ("This book is long. I read the book on a boat.", Kind::Book),
        ("Ce livre est long. C'est un livre sur la mer.", Kind::Book),
        ("Лучший альбом года. На этом альбоме шесть песен.", Kind::Album),
        ("这本小说很长。小说讲了一条船。", Kind::Book),
        ("The game is short. A game about boats.", Kind::Game),
        ("The film is from a book. The book is better, and the film is longer.", Kind::Film),
        ("A book at sea.", Kind::Film),
        ("He was booked, and the bookshop closed. The gamekeeper left.", Kind::Film),
    ] {
        let review = read("a/ferry.md", &with("title: Ferry\nrating: 4/5", text));
        assert_eq!(review.kind, kind, "{text}");
    }
    let told = |fields: &str| {
        let body = "This book is long. I read the book on a boat.";
        read("a/ferry.md", &with(&format!("title: Ferry\n{fields}"), body)).kind
    };
    assert_eq!(told("type: movie\nrating: 4/5"), Kind::Film);
    assert_eq!(told("director: Ana Ruiz"), Kind::Film);
    assert_eq!(told("kind: album\nrating: 4/5"), Kind::Album);
}

#[test]
fn an_author_whom_the_text_names_made_the_book() {
    let of = |body: &str| {
        let review = read("a/ferry.md", &with("title: Ferry\nauthor: Mia Koch\nrating: 4/5", body));
        (review.creators, review.author.name)
    };
    let named = of("Mia Koch wrote a book about the sea. I liked the book.");
    assert_eq!(named, (vec!["Mia Koch".to_owned()], None));
    let other = of("Somebody wrote a book about the sea. I liked the book.");
    assert_eq!(other, (Vec::new(), Some("Mia Koch".to_owned())));
}

#[test]
fn the_title_of_a_post_names_the_author_of_a_book() {
    for (path, fields, title, creator) in [
        ("books/a.md", "title: Ferry by Mia Koch\nrating: 4", "Ferry", Some("Mia Koch")),
        ("books/a.md", "title: \"Ferry, by J.K. Koch\"\nrating: 4", "Ferry", Some("J.K. Koch")),
        ("books/a.md", "title: Bird by Bird\nrating: 4", "Bird by Bird", None),
        ("movies/a.md", "title: Stand by Me Now\nrating: 4", "Stand by Me Now", None),
        ("books/a.md", "title: Ferry - Mia Koch\nbook_author: Mia Koch", "Ferry", Some("Mia Koch")),
        ("books/a.md", "title: Ferry - Low Water\nrating: 4", "Ferry - Low Water", None),
        ("books/a.md", "title: \"Ferry — \"\nrating: 4", "Ferry", None),
    ] {
        let review = read(path, &with(fields, PROSE));
        assert_eq!(review.title, title, "{fields}");
        assert_eq!(review.creators.first().map(String::as_str), creator, "{fields}");
        if title == "Ferry" && !fields.contains('—') {
            assert!(review.headline.is_some(), "{fields}");
        }
    }
    let both = with("title: Ferry by Mia Koch\nauthor: Ana Ruiz\nrating: 4", PROSE);
    let review = read("books/a.md", &both);
    assert_eq!(review.creators, ["Mia Koch"]);
    assert_eq!(review.author.name.as_deref(), Some("Ana Ruiz"));
}

#[test]
fn a_title_that_holds_another_is_that_of_the_post() {
    let of = |fields: &str| {
        let review = read("a/ferry.md", &with(&format!("{fields}\nrating: 4/5"), PROSE));
        (review.title, review.headline)
    };
    let named = of("title: A Review of Mia Koch's Ferry\nname: Ferry");
    assert_eq!(named, ("Ferry".into(), Some("A Review of Mia Koch's Ferry".into())));
    assert_eq!(of("title: Ferry\nname: the_ferry"), ("Ferry".into(), None));
    let series = of("title: \"Harbour Corner Review: Ferry\"\ncategories: [review]");
    assert_eq!(series, ("Ferry".into(), Some("Harbour Corner Review: Ferry".into())));
    assert_eq!(of("title: \"Year in Review: Ferry\"").0, "Year in Review: Ferry");
}

#[test]
fn a_grade_may_stand_in_the_field_of_the_review() {
    let of = |value: &str| {
        let body = "Be there. It is so-so, and S is a tier.";
        read("a/ferry.md", &with(&format!("title: Ferry\ntype: review\nreview: {value}"), body))
    };
    assert_eq!(of("B").rating.map(|rating| rating.written).as_deref(), Some("B"));
    assert_eq!(of("4/5").rating.map(|rating| rating.written).as_deref(), Some("4/5"));
    let tier = of("S");
    assert_eq!(tier.rating, None);
    assert!(tier.sections.iter().any(|section| section.text == "S"), "nothing vanishes");
}

#[test]
fn a_log_without_fences_may_name_several_people() {
    let log = "title: [The Ferry](https://example.org/ferry)\nisbn: 978\nauthor: Mia Koch\n\
               author: Leo Stern\nyear: 2003\n\nA book.\n";
    let review = read("a/ferry.md", log);
    assert_eq!(review.title, "The Ferry");
    assert_eq!(review.creators, ["Mia Koch", "Leo Stern"]);
    assert!(!review.extra.iter().any(|(key, _)| key == "author"), "{:?}", review.extra);
}

#[test]
fn a_name_that_is_written_as_a_title_is_one() {
    let reported = |path: &str| {
        let review = read(path, &format!("{PROSE}\n\n8/10\n"));
        review.diagnostics.iter().any(|found| found.code == Code::NoTitle)
    };
    assert!(!reported("Filme/Night Boat.md"));
    assert!(!reported("Filme/Ferry.md"));
    assert!(reported("filme/night-boat.md"));
}

#[test]
fn words_behind_a_fence_are_told_from_another_fence() {
    let review = read("a/ferry.md", "---\ntitle: Ferry\nrating: 4/5\n---It was fun.\n");
    let said: Vec<String> =
        review.diagnostics.iter().map(|it| it.message(Audience::READER)).collect();
    assert_eq!(said, ["expected `---` alone on its line, found text behind it"]);
    assert_eq!(review.sections[0].text, "It was fun.");
}

#[test]
fn a_critic_cites_a_work_with_its_director_and_year() {
    let of = |path: &str, title: &str, body: &str| {
        let review = read(path, &with(&format!("title: \"{title}\"\nrating: 4/5"), body));
        (review.title, review.directors, review.creators)
    };
    let ruiz = || vec!["Ana Ruiz".to_owned()];
    let body = "Ruiz takes her time, and Korea looks cold.";
    assert_eq!(of("a/a.md", "Ferry (Ana Ruiz, 1998)", body), ("Ferry".into(), ruiz(), Vec::new()));
    assert_eq!(
        of("books/a.md", "Ferry (Ana Ruiz, 1998)", body),
        ("Ferry".into(), Vec::new(), ruiz())
    );
    for (title, body) in [
        ("Ferry (South Korea, 1998)", body),
        ("Ferry (Ana Ruiz, 1998)", "Nobody is named."),
        ("Ferry (Final Cut, 1998)", "This cut is the Final Cut."),
        ("Ferry (USA, 1998)", "Made in the USA."),
    ] {
        let (named, directors, creators) = of("a/a.md", title, body);
        assert_eq!((named.as_str(), directors.len() + creators.len()), ("Ferry", 0), "{title}");
    }
}

#[test]
fn a_season_is_of_a_series() {
    let kind = |title: &str| {
        read("a/a.md", &with(&format!("title: \"{title}\"\nrating: 4/5"), PROSE)).kind
    };
    for title in ["Ferry S02", "Ferry: Season 2", "Die Fähre – Staffel 1", "Ferry, temporada 3"]
    {
        assert_eq!(kind(title), Kind::Series, "{title}");
    }
    for title in ["Open Season", "S99", "Season of the Witch", "Ferry S2000"] {
        assert_eq!(kind(title), Kind::Film, "{title}");
    }
}

#[test]
fn a_lower_heading_that_says_the_title_again_is_no_section() {
    let body = "## Ferry Review\n\n### Plot\n\nA boat.\n\n### Final Thoughts\n\nGo.";
    let review = read("a/a.md", &with("title: Ferry\nrating: 4/5", body));
    let keys: Vec<&str> = review.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(keys, ["plot", "verdict"]);
    let other = "## The Boat\n\n### Plot\n\nA boat.";
    let review = read("a/a.md", &with("title: Ferry\nrating: 4/5", other));
    assert_eq!(review.sections.len(), 1);
}

#[test]
fn ratings_have_labels_in_many_languages() {
    for (line, written) in [
        ("Note du film : 3,5/5", "3,5/5"),
        ("**Valoración:** 4/5", "4/5"),
        ("Minha nota: 8/10", "8/10"),
        ("Gesamtnote: 7/10", "7/10"),
        ("推荐指数：★★★★", "★★★★"),
    ] {
        let review = read("a/a.md", &with("title: Ferry", &format!("{PROSE}\n\n{line}")));
        assert_eq!(review.rating.map(|rating| rating.written).as_deref(), Some(written), "{line}");
    }
}

fn aspects(review: &Review) -> Vec<(&str, &str)> {
    review.aspects.iter().map(|it| (&*it.name, &*it.rating.written)).collect()
}

#[test]
fn lines_that_rate_aspects_are_their_ratings_and_no_headings() {
    for (lines, rated) in [
        ("Acting: ★★★★☆\nStory: ★★☆☆☆", &[("Acting", "★★★★☆"), ("Story", "★★☆☆☆")][..]),
        ("Acting: ★★★★☆\n\nStory: ★★☆☆☆", &[("Acting", "★★★★☆"), ("Story", "★★☆☆☆")]),
        ("Score qualité : ★★☆☆☆", &[("Score qualité", "★★☆☆☆")]),
        ("Kamera: 4/5\nTempo: 3/5", &[("Kamera", "4/5"), ("Tempo", "3/5")]),
        (
            "Music: 7/10\nIMDb: 8/10\nMia's score: 6/10",
            &[("Music", "7/10"), ("Mia's score", "6/10")],
        ),
    ] {
        let texts = [
            ("a/ferry.txt", format!("Ferry (1998)\n\n{PROSE}\n\n{lines}\n\n{PROSE}\n")),
            ("a/ferry.md", format!("# Ferry (1998)\n\n{PROSE}\n\n{lines}\n\n{PROSE}\n")),
        ];
        for (path, text) in texts {
            let (review, skipped) = parsed(path, &text);
            assert_eq!(aspects(&review), rated, "{path} {lines}");
            // Two names that are no aspects may be two teams.
            let is_review = rated.len() > 1 && !lines.starts_with("Kamera");
            assert_eq!(skipped.is_none(), is_review, "{path} {lines}");
            assert!(review.sections.iter().all(|it| it.heading.is_none()), "{path} {lines}");
            let section = &review.sections[0].text;
            assert!(lines.lines().all(|line| section.contains(line)), "{path} {lines}");
            assert!(review.rating.is_none(), "{path} {lines}");
        }
    }
}

#[test]
fn a_line_that_rates_something_else_is_no_aspect() {
    for line in
        ["IMDb: 8/10", "Page: 4/5", "Progress: 50%", "England: 7/10, and rising", "Posted: 4/5"]
    {
        let text = format!("Ferry (1998)\n\n{PROSE}\n\n{line}\n\n{PROSE}\n");
        for path in ["a/ferry.txt", "a/ferry.md"] {
            assert_eq!(aspects(&read(path, &text)), [], "{line}");
        }
    }
    let covered = "---\ntitle: Ferry\nspoilers: true\n---\n\nActing: 4/5\nStory: 3/5\n";
    assert_eq!(aspects(&read("a/ferry.md", covered)), []);
    let both = "title: Ferry\nratings:\n  Acting: 4/5";
    let both = read("a/ferry.md", &with(both, "Acting: 4/5\n\nStory: 3/5\n"));
    assert_eq!(aspects(&both), [("Acting", "4/5"), ("Story", "3/5")]);
}

#[test]
fn a_rated_line_above_its_text_is_a_heading() {
    let text =
        format!("Ferry (1998)\n\n{PROSE}\n\nActing: 4/5\n\n{PROSE}\n\nMusic: 3/5\n\n{PROSE}\n");
    let review = read("a/ferry.txt", &text);
    let headed: Vec<_> = review
        .sections
        .iter()
        .map(|it| (it.heading.as_deref(), it.rating.as_ref().map(|rating| &*rating.written)))
        .collect();
    let rated = [(Some("Acting: 4/5"), Some("4/5")), (Some("Music: 3/5"), Some("3/5"))];
    assert_eq!(headed, [&[(None, None)][..], &rated].concat());
}

#[test]
fn overall_is_the_rating_in_a_list_as_well() {
    let list = "- **Acting:** 4/5\n- **Story:** 3/5\n- **Overall:** 3.5/5\n";
    let review = read("a/ferry.md", &with("title: Ferry", list));
    assert_eq!(review.rating.as_ref().map(|rating| &*rating.written), Some("3.5/5"));
    assert_eq!(aspects(&review), [("Acting", "4/5"), ("Story", "3/5")]);
}

#[test]
fn a_rating_may_be_the_last_words_of_a_post() {
    for (end, written) in [("4/5", "4/5"), ("★★☆☆☆", "★★☆☆☆"), ("I give it 4/5.", "4/5")]
    {
        let text = format!("Ferry\n\n{PROSE}\n\nIt is slow, but it holds. {end}\n");
        for (path, text) in
            [("posts/ferry.txt", text.clone()), ("posts/ferry.md", format!("# {text}"))]
        {
            let (review, skipped) = parsed(path, &text);
            assert_eq!(skipped, None, "{path} {end}");
            assert_eq!(review.rating.as_ref().map(|it| &*it.written), Some(written), "{path}");
            assert!(review.sections[0].text.ends_with(end), "{path} {end}");
        }
    }
    for end in ["Posted on 4/5", "Open 24/7. Open 24/7.", "Then 9/11 happened.", "Page 4/5"] {
        let text = format!("Ferry\n\n{PROSE}\n\nIt is slow, but it holds. {end}\n");
        assert!(parsed("posts/ferry.txt", &text).1.is_some(), "{end}");
    }
}

#[test]
fn the_head_of_a_table_may_name_the_facts_of_its_one_row() {
    let table = "| Title | Year | Director | Rating |\n|---|---|---|---|\n| Ferry | 1998 | Ana Ruiz | 4/5 |";
    for text in [format!("{table}\n\n{PROSE}\n"), format!("# Ferry\n\n{table}\n\n{PROSE}\n")] {
        let (review, skipped) = parsed("a/boat.md", &text);
        assert_eq!(skipped, None, "{text}");
        assert_eq!((&*review.title, review.year), ("Ferry", Some(1998)), "{text}");
        assert_eq!(review.directors, ["Ana Ruiz"], "{text}");
        assert_eq!(review.rating.as_ref().map(|it| &*it.written), Some("4/5"), "{text}");
        assert!(review.sections[0].text.contains("| Ferry | 1998 |"), "{text}");
        assert!(review.diagnostics.is_empty(), "{text}");
    }
    let two = format!("# Boats\n\n{table}\n| Reeds | 2001 | Mia Koch | 3/5 |\n\n{PROSE}\n");
    let review = read("a/boats.md", &two);
    assert_eq!((review.rating, review.year, review.directors.len()), (None, None, 0));
}

#[test]
fn the_rating_may_be_one_of_several_facts() {
    for (facts, written) in [
        ("**Director**: Ana Ruiz | **Year**: 1998 | **Rating**: 4/5", "4/5"),
        ("Regie: Ana Ruiz / Land: D / Wertung: 7/10", "7/10"),
        ("| Gameplay | 8/10 |\n|---|---|\n| Sound | 9/10 |\n| **Overall** | **8/10** |", "8/10"),
        ("- Director: Ana Ruiz · Rating: 4", "4"),
        ("Director: Ana Ruiz | Rating: B+", "B+"),
    ] {
        let (review, skipped) =
            parsed("a/ferry.md", &with("title: Ferry", &format!("{facts}\n\n{PROSE}")));
        assert_eq!(review.rating.as_ref().map(|it| &*it.written), Some(written), "{facts}");
        assert_eq!(skipped, None, "{facts}");
    }
    for facts in [
        "Director: Ana Ruiz | Rating: PG-13",
        "Director: Ana Ruiz | Rating: 16",
        "Director: Ana Ruiz | Rating: 7/10 on IMDb",
        "Director: Ana Ruiz | IMDb: 7/10",
        "Director: Ana Ruiz | Rating: 12/10",
    ] {
        let review = read("a/ferry.md", &with("title: Ferry", &format!("{facts}\n\n{PROSE}")));
        assert_eq!(review.rating, None, "{facts}");
    }
    let own =
        read("a/ferry.md", &with("title: Ferry\nrating: 2/5", "Director: Ana Ruiz | Rating: 4/5"));
    assert_eq!(own.rating.map(|it| it.written).as_deref(), Some("2/5"));
}

#[test]
fn a_label_in_bold_needs_no_colon() {
    let body = format!("**Réalisé par** Ana Ruiz\n**Avec** Mia Koch, Leo Stern\n\n{PROSE}");
    let review = read("a/ferry.md", &with("titre: Ferry", &body));
    assert_eq!(review.directors, ["Ana Ruiz"]);
    assert_eq!(cast(&review), ["Mia Koch", "Leo Stern"]);
    let prose = read(
        "a/ferry.md",
        &with("title: Ferry", "**Plot** holes abound.\n**Cast** and crew sail."),
    );
    assert!(prose.cast.is_empty());
}

#[test]
fn the_artist_stands_before_the_album() {
    for (path, text) in [
        ("a/x.md", with("title: \"Mia Koch — Night Boat\"\nrating: 8/10\ntype: album", PROSE)),
        ("music/x.md", with("title: Mia Koch - Night Boat\nrating: 8/10", PROSE)),
        (
            "a/x.md",
            format!(
                "# Album Review: Mia Koch – Night Boat (2021)\n\n{PROSE} An album, and an album.\n\n8/10\n"
            ),
        ),
        ("albums/x.txt", format!("Mia Koch — Night Boat (2021)\n\n{PROSE}\n\n8/10\n")),
        ("a/x.md", with("title: Ana Ruiz - Night Boat\ndirector: Ana Ruiz\nrating: 8/10", PROSE)),
    ] {
        let review = read(path, &text);
        assert_eq!(review.title, "Night Boat", "{path} {text}");
        assert!(review.headline.is_some() || path.ends_with("txt"), "{path} {text}");
        let makers = if review.kind == Kind::Film { &review.directors } else { &review.creators };
        let maker = if review.kind == Kind::Film { "Ana Ruiz" } else { "Mia Koch" };
        assert_eq!(*makers, [maker], "{path} {text}");
    }
    for title in [
        "Night Boat - Remastered",
        "Night Boat — Deluxe Edition",
        "Night Boat – Live",
        "Night-Boat",
    ] {
        let review = read("music/x.md", &with(&format!("title: {title}\nrating: 8/10"), PROSE));
        assert_eq!((&*review.title, review.creators.len()), (title, 0));
    }
    let film = read("a/x.md", &with("title: Ferry - Night Boat\nrating: 8/10", PROSE));
    assert_eq!((&*film.title, film.directors.len()), ("Ferry - Night Boat", 0));
}

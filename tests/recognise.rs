//! Which files of a folder are reviews: what calls itself one is, and what only looks like one in a
//! word or a sign is not.

use std::path::Path;

use rushes::format;
use rushes::model::{Kind, Review};
use rushes::text::{Code, Source};

const PROSE: &str = "It begins on a night train and never quite leaves it, which is the best thing \
                     about it.\n\nThe second half is slower, and I did not mind at all.\n";

/// Why a walk skips a file; none when it is a review.
fn skipped(path: &str, text: &str) -> Option<String> {
    let format = format::by_extension(Path::new(path)).expect("a known extension");
    format::parse(&Source::new(path, text.to_owned()), format).skipped
}

fn read(path: &str, text: &str) -> Review {
    let format = format::by_extension(Path::new(path)).expect("a known extension");
    format::parse(&Source::new(path, text.to_owned()), format).review
}

fn fields(fields: &str) -> String {
    format!("---\n{fields}\n---\n\n{PROSE}")
}

const LIST: &str = "1. Night Boat - Ana Ruiz\n2. Low Water - Mia Koch\n3. Ferry - Leo Stern\n4. Reeds - \
                    Tom Vale\n5. Brook - Ida Lund\n6. Delta - Jan Berg\n";

fn reviews_by_title() -> Vec<(&'static str, String)> {
    let below = |head: &str| format!("{head}\n\n{PROSE}");
    vec![
        ("title: movie review", fields("title: \"Movie Review: Night Boat (1998)\"")),
        ("title: film review behind", fields("title: Night Boat (1998) - Film Review")),
        ("title: review", fields("title: \"Review: Night Boat\"")),
        ("title: REVIEW with a dash", fields("title: REVIEW – Night Boat (1998)")),
        ("title: in brackets", fields("title: \"[Review] Night Boat\"")),
        ("title: in brackets behind", fields("title: Night Boat (review)")),
        ("title: book", fields("title: \"Book Review: The Ferry by Mia Koch\"")),
        ("title: album", fields("title: Album Review | Low Water")),
        ("title: anime", fields("title: \"Anime Review: Night Boat\"")),
        ("title: mini", fields("title: \"Mini-Review: Night Boat\"")),
        ("title: of a year", fields("title: Night Boat Review (1998)")),
        ("title: a review of", fields("title: Review of Night Boat (1998)")),
        ("title: German", fields("title: \"Filmkritik: Nachtboot (1998)\"")),
        ("title: French", fields("title: \"Critique : Le Bateau de nuit\"")),
        ("title: Spanish", fields("title: \"Reseña: El barco nocturno\"")),
        ("title: Russian", fields("title: \"Рецензия: Ночная лодка\"")),
        ("title: Chinese", fields("title: 影评：夜船")),
        ("title: Chinese, behind", fields("title: \"《夜船》影评: 一个人\"")),
        ("title: with a subtitle", fields("title: \"Night Boat Movie Review: A Cold Trip\"")),
        ("heading", below("# Movie Review: Night Boat (1998)")),
        (
            "headline beside a title",
            fields("title: Night Boat\nheadline: \"Movie Review: Night Boat\""),
        ),
    ]
}

fn reviews_by_fields() -> Vec<(&'static str, String)> {
    let below = |head: &str| format!("{head}\n\n{PROSE}");
    vec![
        ("layout", fields("title: Night Boat\nlayout: review")),
        ("layout of films", fields("title: Night Boat\nlayout: movie-review")),
        (
            "template of Zola",
            format!("+++\ntitle = \"Night Boat\"\ntemplate = \"review.html\"\n+++\n\n{PROSE}"),
        ),
        ("type", fields("title: Night Boat\ntype: review")),
        ("type of a section", fields("title: Night Boat\ntype: reviews")),
        ("kind", fields("title: Night Boat\nkind: review")),
        ("post type", fields("title: Night Boat\npost_type: Film Review")),
        ("category", fields("title: Night Boat\ncategory: Reviews")),
        ("categories", fields("title: Night Boat\ncategories: [films, movie reviews]")),
        ("categories in one line", fields("title: Night Boat\ncategories: film reviews")),
        (
            "categories of Zola",
            format!(
                "+++\ntitle = \"Night Boat\"\n[taxonomies]\ncategories = [\"reviews\"]\n+++\n\n{PROSE}"
            ),
        ),
        ("category in German", fields("title: Nachtboot\ncategories: [Filmkritiken]")),
        ("JSON", format!("{{\"title\": \"Night Boat\", \"layout\": \"review\"}}\n\n{PROSE}")),
        (
            "a short list in it",
            format!(
                "---\ntitle: Night Boat\nyear: 1998\ndirector: Ana Ruiz\n---\n\n{LIST}\nSee it.\n"
            ),
        ),
        (
            "a short list in it, in the title",
            format!("---\ntitle: \"Movie Review: Night Boat (1998)\"\n---\n\n{PROSE}\n{LIST}"),
        ),
        ("a rating and a list", format!("---\ntitle: Night Boat\nrating: 4/5\n---\n\n{LIST}")),
        ("a rating alone", fields("title: Night Boat\nrating: 4/5")),
        ("a line with a rating", below("# Night Boat (1998)\n\nRating: 4/5")),
        ("ratings of parts", fields("title: Night Boat\nrating:\n  story: 18\n  music: 12")),
        ("a list of one score", fields("title: Night Boat\nscores: [8]")),
        ("a director", fields("title: Night Boat\ndirector: Ana Ruiz")),
        (
            "two usual sections",
            "# Night Boat\n\n## Plot\n\nA boat.\n\n## Verdict\n\nSee it.\n".into(),
        ),
        (
            "quotes a rating, has its own",
            below("# Night Boat (1998)\n\n> 2/10, said the Post.\n\nRating: 4/5"),
        ),
    ]
}

fn others() -> Vec<(&'static str, String)> {
    let below = |head: &str| format!("{head}\n\n{PROSE}");
    vec![
        ("tags", fields("title: Night Boat\ntags: [review, movies, film reviews]")),
        ("tags of Zola", format!("+++\ntitle = \"Night Boat\"\n[taxonomies]\ntags = [\"review\"]\n+++\n\n{PROSE}")),
        ("keywords", fields("title: Night Boat\nkeywords: movie review")),
        ("a post about reviews", fields("title: Why I write movie reviews")),
        ("a post that mentions one", fields("title: My first movie review was a disaster")),
        ("a year", fields("title: 2025 in Review")),
        ("a year, as a label", fields("title: \"Year in Review: 2025\"")),
        ("a week", fields("title: \"Weekly Review: 12\"")),
        ("code", fields("title: \"Code Review: How We Do It\"")),
        ("code behind", fields("title: Better Code Review")),
        ("peers", fields("title: \"Peer Review: a Guide\"\ncategories: [science]")),
        ("a category of code", fields("title: How We Do It\ncategories: [code review]")),
        ("a draft of an app", fields("title: Movie Review App in Rust\ntags: [rust]")),
        ("a layout of a list", "---\ntitle: All My Reviews\nlayout: reviews\n---\n\n{% for post in site.reviews %}\n- {{ post.title }}\n{% endfor %}\n".into()),
        ("an index by its layout", format!("---\ntitle: Reviews\nlayout: reviews\n---\n\n{PROSE}")),
        ("an index by its title", format!("---\ntitle: Reviews\ntype: reviews\n---\n\n{PROSE}")),
        ("an index of films", format!("---\ntitle: Movie Reviews\ncategories: [reviews]\n---\n\n{PROSE}")),
        ("an index of links", "---\ntitle: Film Reviews A to Z\ncategory: reviews\n---\n\n- [Night Boat](a)\n- [Low Water](b)\n- [Ferry](c)\n- [Reeds](d)\n- [Brook](e)\n".into()),
        ("an index of links with ratings", "---\ntitle: Everything I saw\n---\n\n- [Night Boat](a) 4/5\n- [Low Water](b) 3/5\n- [Ferry](c) 2/5\n- [Reeds](d) 4/5\n- [Brook](e) 5/5\n".into()),
        ("a table of films", "# Everything\n\n| Film | Rating |\n|---|---|\n| Night Boat | 4/5 |\n| Low Water | 3/5 |\n| Ferry | 4/5 |\n| Reeds | 1/5 |\n".into()),
        ("an index by a query", "---\ntitle: My films\ncategory: reviews\n---\n\n```dataview\nTABLE rating FROM \"reviews\"\n```\n".into()),
        ("a playlist", format!("---\ntitle: \"Playlist: Night Boats\"\nartists: [Ana Ruiz, Mia Koch]\n---\n\n{LIST}")),
        ("a playlist of one artist", format!("---\ntitle: A Playlist for the Night Boat\nartist: various\n---\n\n{LIST}")),
        ("a playlist by its type", format!("---\ntitle: Night Songs\ntype: playlist\nartist: various\n---\n\n{PROSE}")),
        ("a playlist in plain text", format!("Night Boat Playlist\n\n{LIST}")),
        ("a mixtape", format!("---\ntitle: Night Boat Mixtape\n---\n\n{LIST}")),
        ("a quotation with a rating", below("# A nasty word\n\n> 2/10, would not sail again.")),
        ("a quotation that is one", "# A nasty word\n\n> Rating: 2/10\n\nSaid the Post, and I laughed.\n".into()),
        ("stars of a repository", fields("title: A parser in Rust\nstars: 1240\nlanguage: Rust")),
        ("a rating in code", below("# How my site shows stars\n\n```yaml\nrating: 4/5\n```")),
        ("a rating in indented code", below("# How my site shows stars\n\n    rating: 4/5")),
        ("a fraction", below("# Testing on 7/10 machines")),
        ("a version", below("# Rust 1.88")),
        ("a podcast", fields("title: Talking about boats\nepisode: 12\nseason: 2\naudio: a.mp3")),
        ("an emoji", below("# Hello\n\n🎉")),
        ("a star", below("# Hello\n\n★")),
        ("a heart in the title", fields("title: Hello ♥")),
        ("a photo", fields("title: The harbour\nartist: Mia Koch\nlayout: photo")),
        ("a note", below("# Groceries")),
        ("scores of a site", fields("title: A faster site\nscores:\n  speed: 98\n  access: 100")),
        ("on a shelf", "---\ntitle: Ferry\nisbn: 978\nshelf: to-read\n---\n".into()),
        ("not seen yet", "---\ntitle: Ferry\ndirector: Ana Ruiz\nrating: 7.7\nstatus: to watch\nsummary: A boat sails.\n---\n".into()),
        ("a diary in plain text", format!("Monday\n\n{PROSE}")),
        ("a reading list", format!("---\ntitle: Reading list\n---\n\n{LIST}")),
        ("a list of the best", format!("---\ntitle: The ten best films of 2025\n---\n\n{LIST}")),
    ]
}

#[test]
fn what_calls_itself_a_review_is_one() {
    let wrong: Vec<String> = reviews_by_title()
        .into_iter()
        .chain(reviews_by_fields())
        .filter_map(|(name, text)| Some(format!("{name}: {}", skipped("a/night-boat.md", &text)?)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_only_looks_like_a_review_is_none() {
    let path = |name: &str| if name.contains("plain text") { "a/boats.txt" } else { "a/boats.md" };
    let wrong: Vec<&str> = others()
        .into_iter()
        .filter(|(name, text)| skipped(path(name), text).is_none())
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_post_in_plain_text_that_calls_itself_a_review_is_one() {
    for head in [
        "Movie Review: Night Boat (1998)",
        "Night Boat (1998) - Review",
        "Film Review - Night Boat",
    ] {
        assert_eq!(skipped("a/night-boat.txt", &format!("{head}\n\n{PROSE}")), None, "{head}");
    }
    assert!(skipped("a/night-boat.txt", &format!("Code Review: Boats\n\n{PROSE}")).is_some());
}

#[test]
fn the_folder_tells_the_kind_of_work_where_no_field_does() {
    let text = fields("title: Ferry\nauthor: Mia Koch\nrating: 4/5");
    for (path, kind) in [
        ("content/books/ferry.md", Kind::Book),
        ("_books/ferry.md", Kind::Book),
        ("a/Book Reviews/ferry.md", Kind::Book),
        ("music/ferry.md", Kind::Album),
        ("video-games/ferry.md", Kind::Game),
        ("tv/ferry.md", Kind::Series),
        ("reviews/ferry.md", Kind::Film),
        ("bookshop/ferry.md", Kind::Film),
    ] {
        let review = read(path, &text);
        let is_made_by_author = matches!(kind, Kind::Book | Kind::Album);
        assert_eq!(review.kind, kind, "{path}");
        assert_eq!(review.creators.is_empty(), !is_made_by_author, "{path}");
        assert_eq!(review.author.name.is_some(), !is_made_by_author, "{path}");
    }
    let of = |named: &str| read("books/ferry.md", &fields(&format!("title: Ferry\n{named}")));
    assert_eq!(of("type: film").kind, Kind::Film);
    assert_eq!(of("kind: album").kind, Kind::Album);
    let both = of("author: Ana Ruiz\nbook_author: Mia Koch");
    assert_eq!(both.creators, ["Mia Koch"]);
    assert_eq!(both.author.name.as_deref(), Some("Ana Ruiz"));
    assert_eq!(read("books/ferry.toml", "title = \"Ferry\"\n").kind, Kind::Film);
}

#[test]
fn a_page_in_a_folder_of_books_is_a_review_once_it_was_read() {
    let in_books = |named: &str| skipped("books/ferry.md", &fields(named));
    assert_eq!(in_books("title: Ferry\nauthor: Mia Koch\nread: 2025-03-14"), None);
    assert_eq!(in_books("title: Ferry\nauthor: Mia Koch\nfinished: 2025-03-14"), None);
    for other in ["", "\nread: true", "\nread: 5 min"] {
        assert!(in_books(&format!("title: How I read\nauthor: Ana Ruiz{other}")).is_some());
    }
}

#[test]
fn a_page_among_reviews_is_one() {
    let text = fields("title: Ferry");
    for path in [
        "content/reviews/ferry.md",
        "content/reviews/2025/ferry.md",
        "content/film-reviews/ferry/index.md",
        "_posts/critiques/2025-03-14-ferry.md",
        "resenhas/classicos/ferry.md",
        "影评/ferry.md",
        "bookreviews/ferry.md",
    ] {
        assert_eq!(skipped(path, &text), None, "{path}");
    }
    let headed = format!("# Ferry\n\n## The Review\n\n{PROSE}");
    assert_eq!(skipped("reviews/ferry.md", &headed), None);
    for (path, text) in [
        ("reviews/index.md", fields("title: Ferry")),
        ("reviews/_index.md", fields("title: Ferry")),
        ("reviews/README.md", fields("title: Ferry")),
        ("reviews/ideas.md", format!("# Ideas\n\n{PROSE}")),
        ("reviews/2025-w12.md", fields("title: Weekly Review 12")),
        ("reviews/all.md", fields("title: Reviews")),
        ("reviews/list.md", format!("---\ntitle: Seen in March\n---\n\n{LIST}")),
        ("reviews/a/b/ferry.md", fields("title: Ferry")),
        ("previews/ferry.md", fields("title: Ferry")),
    ] {
        assert!(skipped(path, &text).is_some(), "{path}");
    }
    assert!(skipped("a/ferry.md", &headed).is_some());
}

#[test]
fn a_year_makes_a_review_where_the_kind_of_work_is_told() {
    let dated = fields("title: Ferry\nyear: 1998");
    assert_eq!(skipped("content/movies/ferry.md", &dated), None);
    assert_eq!(skipped("a/ferry.md", &fields("title: Ferry\nyear: 1998\ntype: movie")), None);
    assert!(skipped("content/movies/ferry.md", &fields("title: Ferry")).is_some());
    assert!(skipped("a/ferry.md", &dated).is_some());
}

#[test]
fn what_others_are_copied_from_is_no_review() {
    let text = fields("title: Ferry\ndirector: Ana Ruiz\nrating: 4/5");
    for path in [
        "templates/movie.md",
        "_templates/movie.md",
        "99 Templates/movie.md",
        "archetypes/reviews.md",
        "a/template-movie.md",
        "a/Film Template.md",
        "Vorlagen/Film.md",
    ] {
        assert_eq!(skipped(path, &text).as_deref(), Some("a template"), "{path}");
    }
    assert_eq!(skipped("a/templeton.md", &text), None);
}

#[test]
fn many_words_tell_the_kind_of_work() {
    let of = |path: &str, named: &str| read(path, &fields(&format!("title: Ferry\n{named}"))).kind;
    for (path, kind) in [
        ("content/Filme🍿/F/ferry.md", Kind::Film),
        ("content/libros/ferry/index.md", Kind::Book),
        ("Bücher/ferry.md", Kind::Book),
        ("src/séries/ferry.md", Kind::Series),
        ("游戏/ferry.md", Kind::Game),
        ("books/2025/ferry.md", Kind::Book),
    ] {
        assert_eq!(of(path, "artist: Mia Koch\nrating: 4/5"), kind, "{path}");
    }
    for (named, kind) in [
        ("media: tv", Kind::Series),
        ("medium: book", Kind::Book),
        ("media: print", Kind::Film),
        ("type: movie\nartist: Mia Koch", Kind::Film),
        ("tags: [bookreview]", Kind::Book),
        ("links:\n  goodreads: https://example.org/1", Kind::Book),
    ] {
        assert_eq!(of("a/ferry.md", &format!("{named}\nrating: 4/5")), kind, "{named}");
    }
    let headed =
        "---\ntitle: Ferry\n---\n\n# Details\n\nIt is long.\n\n# Book Review\n\n4/5\n\nRead it.\n";
    assert_eq!(read("a/ferry.md", headed).kind, Kind::Book);
}

#[test]
fn the_name_of_a_user_is_no_author_of_a_book() {
    let of = |name: &str| read("books/ferry.md", &fields(&format!("title: Ferry\nauthor: {name}")));
    assert_eq!(of("bookworm7").author.name.as_deref(), Some("bookworm7"));
    assert_eq!(of("Colette").creators, ["Colette"]);
    assert_eq!(of("村上春樹").creators, ["村上春樹"]);
    let critic = read("books/ferry.md", &fields("title: Ferry\ncritics: [Ana Ruiz]"));
    assert_eq!(critic.author.name.as_deref(), Some("Ana Ruiz"));
}

#[test]
fn what_has_no_letter_is_no_name() {
    let review = read("a/ferry.md", &fields("title: Ferry\ncast: [\"[[, ]]\", \"[[, ]]\"]"));
    assert!(review.cast.is_empty());
    assert!(review.extra.iter().any(|(key, _)| key == "cast"));
    let flagged = read("a/ferry.md", &fields("title: Ferry\nrating: 4/5\nbookCover: true"));
    assert_eq!(flagged.poster, None);
}

#[test]
fn a_table_about_the_work_has_many_names() {
    let table = |name: &str| fields(&format!("title: Ferry\n{name}:\n  rating: 4\n  year: 1998"));
    for (name, kind) in [
        ("bookMeta", Kind::Book),
        ("game_info", Kind::Game),
        ("album-details", Kind::Album),
        ("movie_data", Kind::Film),
        ("metadata", Kind::Film),
    ] {
        let review = read("a/ferry.md", &table(name));
        assert_eq!((review.kind, review.year), (kind, Some(1998)), "{name}");
        assert!(review.rating.is_some(), "{name}");
    }
}

#[test]
fn what_was_written_or_seen_is_a_review_whatever_its_status() {
    let named = "title: Ferry\nrating: 7.7\nstatus: backlog";
    assert_eq!(skipped("a/ferry.md", &fields(named)), None);
    let seen = format!("---\n{named}\nwatched: 2026-01-02\n---\n");
    assert_eq!(skipped("a/ferry.md", &seen), None);
    assert!(skipped("a/ferry.md", &format!("---\n{named}\n---\n")).is_some());
}

#[test]
fn a_tag_for_reviews_counts_where_a_work_is_named() {
    let tags = "tags: [films, recensione]";
    assert_eq!(skipped("a/boat.md", &fields(&format!("title: Night Boat (1998)\n{tags}"))), None);
    let in_words = "title: Ferry by Mia Koch\ntags: reading book-review";
    assert_eq!(skipped("books/ferry.md", &fields(in_words)), None);
    for other in ["title: Night Boat", "title: Night Boat\nyear: 1998"] {
        assert!(skipped("a/boat.md", &fields(&format!("{other}\n{tags}"))).is_some(), "{other}");
    }
    assert!(
        skipped("books/ferry.md", &fields("title: Ferry by Mia Koch\ntags: reading")).is_some()
    );
}

#[test]
fn a_rating_belongs_to_the_section_of_its_own_name() {
    let head = "title: Ferry\nrating:\n  characters: 17\n  acting: 19\n  music: 12";
    let body = "## Characters\n\nThey sail.\n\n## Acting\n\nThey act.\n";
    let review = read("a/ferry.md", &format!("---\n{head}\n---\n\n{body}"));
    let rated: Vec<_> = review
        .sections
        .iter()
        .map(|it| (it.heading.as_deref(), it.rating.as_ref().map(|rating| &*rating.written)))
        .collect();
    assert_eq!(rated, [(Some("Characters"), Some("17")), (Some("Acting"), Some("19"))]);
    let left: Vec<&str> = review.aspects.iter().map(|aspect| &*aspect.name).collect();
    assert_eq!(left, ["music"]);
}

#[test]
fn a_name_may_be_in_two_parts() {
    let named = "title: Ferry\nisbn: 978\nauthors:\n  - lastName: Koch\n    firstName: Mia\n  - name: Leo Stern";
    assert_eq!(read("a/ferry.md", &fields(named)).creators, ["Mia Koch", "Leo Stern"]);
}

#[test]
fn the_name_of_a_post_tells_its_day() {
    let day = |path: &str, named: &str| {
        let date = read(path, &fields(&format!("rating: 4/5\n{named}"))).date;
        date.map(|date| date.to_string())
    };
    let july = Some("2026-07-14".to_owned());
    assert_eq!(day("_posts/2026-07-14-night-boat.md", "title: Night Boat"), july);
    assert_eq!(day("2026-07-14_Night Boat.md", ""), july);
    assert_eq!(day("_posts/2026-08-01-night-boat.md", "date: 2026-07-14"), july);
    for none in ["2026-07-41-night-boat.md", "2026-07-14.md", "2026-07-night-boat.md", "1917.md"] {
        assert_eq!(day(none, ""), None, "{none}");
    }
    let untitled = read("_posts/2026-07-14-night-boat.md", &fields("rating: 4/5"));
    assert_eq!(untitled.title, "night-boat");
}

#[test]
fn a_title_that_was_not_filled_in_is_none() {
    for title in [
        "bookname",
        "Title",
        "TITLE HERE",
        "Movie Name",
        "Your Title Here",
        "Film title (year)",
        "Name of the film",
        "Titre",
    ] {
        let rated = fields(&format!("title: {title}\nrating: 4/5"));
        let review = read("a/night-boat.md", &rated);
        assert_eq!(review.title, "night-boat", "{title}");
        let found: Vec<_> = review.diagnostics.iter().map(|it| (it.code, it.line)).collect();
        assert_eq!(found, [(Code::NoTitle, 2)], "{title}");
        assert!(review.extra.contains(&("title".into(), title.into())), "{title}");
        assert_eq!(skipped("a/night-boat.md", &rated), None, "{title}");
        let empty = fields(&format!("title: {title}\ndirector:"));
        assert!(skipped("a/night-boat.md", &empty).is_some(), "{title}");
        let headed =
            format!("---\ntitle: {title}\nrating: 4/5\n---\n\n# Night Boat (1998)\n\n{PROSE}");
        let headed = read("a/boat.md", &headed);
        assert_eq!((&*headed.title, headed.year), ("Night Boat", Some(1998)), "{title}");
        let own = read("a/night-boat.toml", &format!("title = \"{title}\"\nrating = 4\n"));
        assert_eq!(own.title, "night-boat", "{title}");
    }
    for title in
        ["The Name of the Rose", "Name", "Untitled", "The Movie", "Film", "Here", "Entitled"]
    {
        assert_eq!(read("a/boat.md", &fields(&format!("title: {title}"))).title, title);
    }
}

#[test]
fn a_tag_for_what_is_still_to_be_seen_counts_beside_a_blurb() {
    let work = "title: Ferry\ndirector: Ana Ruiz";
    let blurb = "A captain and her crew set out on a voyage that changes everything.\n";
    let long = blurb.repeat(15);
    for tag in ["to-read", "to_watch", "want to read", "Watchlist", "plan to watch", "TBR"] {
        let of = |more: &str| format!("---\n{work}\ntags: [boats, {tag}]\n{more}\n---\n\n{blurb}");
        assert!(skipped("reviews/ferry.md", &of("")).is_some(), "{tag}");
        for own in ["rating: 4/5", "watched: 2026-01-02", "layout: review"] {
            assert_eq!(skipped("reviews/ferry.md", &of(own)), None, "{tag} {own}");
        }
        let rated = format!("---\n{work}\nrating: 4/5\ntags: [{tag}]\n---\n");
        assert_eq!(skipped("reviews/ferry.md", &rated), None, "{tag}");
        assert_eq!(skipped("reviews/ferry.md", &(of("") + &long)), None, "{tag}");
        let judged = of("") + "\n## Verdict\n\nSee it.\n";
        assert_eq!(skipped("reviews/ferry.md", &judged), None, "{tag}");
    }
    let own =
        format!("---\n{work}\ntags: [watchlist]\n---\n\nA slow boat, and I was glad of it.\n");
    assert_eq!(skipped("reviews/ferry.md", &own), None);
    let of = |tag: &str| fields(&format!("{work}\ntags: [{tag}]"));
    assert_eq!(skipped("reviews/ferry.md", &of("to be seen twice")), None);
}

#[test]
fn a_review_of_a_thing_is_of_no_film() {
    let of = |path: &str, named: &str| read(path, &fields(&format!("title: Ferry 3\n{named}")));
    for (path, named, kind) in [
        ("reviews/x.md", "category: camera\nrating: 4/5", "camera"),
        ("reviews/x.md", "type: software\nrating: 4/5", "software"),
        ("reviews/x.md", "tags: [gear, boats]\nrating: 4/5", "gear"),
        ("reviews/x.md", "brand: Ferrymakers\nrating: 4/5", "product"),
        ("reviews/x.md", "cuisine: italian\nrating: 4/5", "restaurant"),
        ("restaurants/x.md", "rating: 4/5", "restaurants"),
        ("tech/x.md", "director: Ana Ruiz\nrating: 4/5", "film"),
        ("reviews/x.md", "tags: [film, camera]\nrating: 4/5", "film"),
        ("reviews/x.md", "tags: [noir]\nrating: 4/5", "film"),
        ("reviews/x.md", "cast: [Ana Ruiz]\nbrand: x\nrating: 4/5", "film"),
    ] {
        let review = of(path, named);
        assert_eq!(review.kind.as_str(), kind, "{path} {named}");
        assert_eq!(skipped(path, &fields(&format!("title: Ferry 3\n{named}"))), None);
    }
    assert!(skipped("food/x.md", &fields("title: Soup\nyear: 1998")).is_some());
    assert_eq!(read("books/x.txt", "Ferry (1998)\n\nA boat.\n\n4/5\n").kind, Kind::Book);
}

#[test]
fn a_first_line_in_bold_is_the_title() {
    let text = "**Night Boat (1998)**\n\nA boat.\n\n**Plot**\n\nIt goes.\n\n**Rating:** 4/5\n";
    let review = read("a/x.md", text);
    assert_eq!((&*review.title, review.year), ("Night Boat", Some(1998)));
    let headings: Vec<_> = review.sections.iter().map(|it| it.heading.as_deref()).collect();
    assert_eq!(headings, [None, Some("Plot")]);
    assert!(review.diagnostics.is_empty());
    for first in ["Plot", "Spoilers ahead", "A note:"] {
        let review = read("a/boat.md", &text.replace("Night Boat (1998)", first));
        assert_eq!(review.title, "boat", "{first}");
    }
    let named = format!("---\ntitle: Ferry\n---\n\n{text}");
    assert_eq!(read("a/x.md", &named).sections[0].heading.as_deref(), Some("Night Boat (1998)"));
}

#[test]
fn the_heading_of_a_post_fills_in_what_its_title_leaves_open() {
    let text = "---\nfilm: \"[[Night Boat]]\"\n---\n\n# [[Night Boat]] (1998) ★★★★\n\nA boat.\n";
    let review = read("a/x.md", text);
    assert_eq!((&*review.title, review.year), ("Night Boat", Some(1998)));
    assert_eq!(review.headline.as_deref(), Some("Night Boat (1998) ★★★★"));
    assert_eq!(review.rating.map(|rating| rating.written).as_deref(), Some("★★★★"));
}

#[test]
fn attributes_behind_a_heading_are_no_part_of_its_name() {
    let text =
        "# Boat\n\n## Story {#plot}\n\nA.\n\n## Verdict {.end}\n\nB.\n\n## Turn {.spoiler}\n\nC.\n";
    let review = read("a/x.md", text);
    let keys: Vec<&str> = review.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(keys, ["plot", "verdict", "turn"]);
    assert_eq!(
        review.sections.iter().map(|it| it.covered).collect::<Vec<_>>(),
        [false, false, true]
    );
}

#[test]
fn a_line_below_the_title_of_a_plain_post_is_no_heading() {
    let text = format!("Night Boat\n1971, dir. Ana Ruiz\n4/5\n\n{PROSE}");
    let review = read("a/x.txt", &text);
    assert_eq!(review.directors, ["Ana Ruiz"]);
    assert!(review.sections.iter().all(|section| section.heading.is_none()));
}

#[test]
fn a_comma_within_parentheses_parts_no_names() {
    let cast = read(
        "a/x.md",
        &fields("title: A\ncast: Mia Koch (Nina), Leo Stern (Tom, the captain) and Ida Lund"),
    )
    .cast;
    let people: Vec<_> = cast.iter().map(|it| (&*it.name, it.role.as_deref())).collect();
    assert_eq!(
        people,
        [("Mia Koch", Some("Nina")), ("Leo Stern", Some("Tom, the captain")), ("Ida Lund", None)]
    );
}

#[test]
fn labels_in_chinese_and_korean_name_fields() {
    let korean = read(
        "a/x.md",
        "# 밤배\n\n작가: 김미아\n장르: 소설\n출판년도: 2023\n읽은 날짜: 2023-04-15\n평점: 4.5\n",
    );
    assert_eq!((korean.year, korean.genres), (Some(2023), vec!["소설".to_owned()]));
    assert_eq!(korean.watched.map(|day| day.to_string()).as_deref(), Some("2023-04-15"));
    let chinese = read("books/x.md", "---\n书名: 夜船\n作者: 林一\n评分: 4/5\n---\n");
    assert_eq!((&*chinese.title, chinese.creators), ("夜船", vec!["林一".to_owned()]));
}

#[test]
fn a_title_may_begin_with_a_word_in_brackets() {
    for title in ["[REC]", "[REC]²", "[REC] 2", "[REC]: Genesis", "{Proof} of Life", "[Boat](a) 2"]
    {
        let review = read("a/x.md", &fields(&format!("title: {title}\nyear: 2007\nrating: 4/5")));
        let shown = title.replace("[Boat](a)", "Boat");
        assert_eq!((&*review.title, review.year), (&*shown, Some(2007)), "{title}");
    }
    for list in ["[Ana Ruiz, Mia Koch]", "[Ana Ruiz, Mia Koch"] {
        let review = read("a/x.md", &fields(&format!("title: A: B\ndirector: {list}")));
        assert_eq!(review.directors, ["Ana Ruiz", "Mia Koch"], "{list}");
    }
}

//! Libraries in the shapes that authors give their files, each with the draft that fits in.

/// A library of reviews.
pub(crate) struct Library {
    pub(crate) name: &'static str,
    /// The names and texts of its files.
    pub(crate) files: Vec<(String, String)>,
    /// The name of the draft that begins a seventh, a review of The Third Man of 1949, with `TODAY` in
    /// place of a day.
    pub(crate) draft: &'static str,
    /// The whole text of that draft.
    pub(crate) text: &'static str,
}

const LIBRARIES: [fn() -> Library; 9] =
    [zola, astro, jekyll, hugo, nested, bare, plain, own, russian];

pub(crate) fn all() -> Vec<Library> {
    LIBRARIES.into_iter().map(|library| library()).collect()
}

/// A library of six posts: the name of a file and its text, from the number, title, year, director
/// and rating out of ten of each.
fn posts(post: impl Fn(usize, &str, u16, &str, u8) -> (String, String)) -> Vec<(String, String)> {
    let works = [
        ("Night Boat", 1998, "Ana Ruiz", 7),
        ("Low Tide", 2003, "Mia Koch", 8),
        ("Reeds", 2011, "Leo Stern", 6),
        ("Salt Road", 2015, "Tom Vale", 9),
        ("Pines", 2019, "Eva Lind", 5),
        ("Glass", 2020, "Ian Roth", 4),
    ];
    let posts = works.iter().enumerate();
    posts.map(|(at, (title, year, by, of_ten))| post(at + 1, title, *year, by, *of_ten)).collect()
}

fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}

fn text() -> String {
    "Two brothers take the boat across the lake and say little. ".repeat(8)
}

fn zola() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let movie = format!("year = {year}\ndirectors = [\"{by}\"]\nrating = {of_ten}");
        let head = format!("title = \"{title}\"\ndate = 2024-0{n}-03\n[extra.movie]\n{movie}");
        (format!("{}.md", slug(title)), format!("+++\n{head}\n+++\n\n{text}\n"))
    });
    Library { name: "zola", files, draft: "the-third-man.md", text: ZOLA_DRAFT }
}

fn astro() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let head = format!(
            "layout: ../Post.astro\nfilm: {title}\nyear: {year}\ndirector: {by}\nstars: {}\n\
             poster: /img/{n}.jpg\npubDate: 2024-0{n}-03\ntags: [film]\ndescription: No. {n}\n",
            of_ten / 2
        );
        let body = format!("### The Story\n\n{text}\n\n### Final Thoughts\n\n{text}\n");
        (format!("{}-{year}.md", slug(title)), format!("---\n{head}---\n\n{body}"))
    });
    Library { name: "astro", files, draft: "the-third-man-1949.md", text: ASTRO_DRAFT }
}

fn jekyll() -> Library {
    let text = text();
    let files = posts(|n, title, year, _, of_ten| {
        let head = format!("layout: post\ntitle: {title} ({year})\ndate: 2024-0{n}-03\n");
        let text = format!("---\n{head}---\n\n{text}\n\nRating: {of_ten}/10\n");
        (format!("2024-0{n}-03-{}.md", slug(title)), text)
    });
    Library { name: "jekyll", files, draft: "TODAY-the-third-man.md", text: JEKYLL_DRAFT }
}

fn hugo() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let head = format!("title: {title}\ndate: 2024-0{n}-03\nyear: {year}\n");
        let head = format!("{head}directors: [{by}]\nrating: {of_ten}/10\n");
        let name = format!("2024-0{n}-03-{}/index.md", slug(title));
        (name, format!("---\n{head}---\n\n{text}\n"))
    });
    Library { name: "hugo", files, draft: "TODAY-the-third-man/index.md", text: HUGO_DRAFT }
}

fn nested() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let review = format!("review:\n  rating: {of_ten}\n  date_read: 2024-0{n}-03\n");
        let movie = format!("movie:\n  title: {title}\n  director: {by}\n  year: {year}\n");
        (format!("{title}.md"), format!("---\n{review}{movie}---\n\n{text}\n"))
    });
    Library { name: "nested", files, draft: "The Third Man.md", text: NESTED_DRAFT }
}

fn bare() -> Library {
    let text = text();
    let files = posts(|_, title, year, _, of_ten| {
        let text = format!("# {title} ({year})\n\n{text}\n\n**Plot**\n\n{text}\n\n");
        let stars = f32::from(of_ten) / 2.0;
        (format!("{title} ({year}).md"), format!("{text}{stars} out of 5 stars\n"))
    });
    Library { name: "bare", files, draft: "The Third Man (1949).md", text: BARE_DRAFT }
}

fn plain() -> Library {
    let text = text();
    let files = posts(|_, title, year, by, of_ten| {
        let people = format!("Directed by {by}, starring Joe Hall and Amy Wu. {text}");
        let text = format!("{title} ({year})\n\n{people}\n\nPlot\n\n{text}\n\n");
        let end = format!("Overall: {of_ten}/10\n\nFollow me on Instagram @reelone\n");
        (format!("{}.txt", slug(title).replace('-', "_")), text + &end)
    });
    Library { name: "plain", files, draft: "the_third_man.txt", text: PLAIN_DRAFT }
}

fn own() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let head = format!("title = \"{title}\"\nyear = {year}\ndirectors = [\"{by}\"]\n");
        let post =
            format!("rating = \"{of_ten}/10\"\ndate = 2024-0{n}-03\nspoilers = [\"plot\"]\n");
        let sections = format!("[sections]\nplot = \"{text}\"\n\"The Look\" = \"{text}\"\n");
        let author = "[author]\nname = \"R. One\"\n[author.handles]\ninstagram = \"reelone\"\n";
        (format!("{}.toml", slug(title)), format!("{head}{post}{sections}{author}"))
    });
    Library { name: "own", files, draft: "the-third-man.toml", text: OWN_DRAFT }
}

fn russian() -> Library {
    let text = text();
    let files = posts(|n, title, year, by, of_ten| {
        let head = format!("\"Название:\": {title}\nОценка: \"{of_ten}\"\nРежисер: \"[[{by}]]\"\n");
        let head = format!("{head}Жанр:\n  - драма\nРелиз: {year}\nПросмотрено: 2024-0{n}-03\n");
        (format!("{title}.md"), format!("---\n{head}---\n\n{text}\n"))
    });
    Library { name: "russian", files, draft: "The Third Man.md", text: RUSSIAN_DRAFT }
}

const ZOLA_DRAFT: &str = "\
+++
title = \"The Third Man\"
date = TODAY
draft = true              # until you are done

[extra.movie]
year = 1949
directors = []
# rating = 9
+++
";

const ASTRO_DRAFT: &str = "\
---
layout: \"../Post.astro\"
film: \"The Third Man\"
year: 1949
director: \"\"
# stars: 4
# poster:
pubDate: TODAY
tags: [\"film\"]
# description:
draft: true               # until you are done
---


### The Story


### Final Thoughts
";

const JEKYLL_DRAFT: &str = "\
---
layout: \"post\"
title: \"The Third Man (1949)\"
date: TODAY
draft: true               # until you are done
---

Rating: ???/10
";

const HUGO_DRAFT: &str = "\
---
title: \"The Third Man\"
date: TODAY
year: 1949
directors: []
# rating: \"4/10\"
draft: true               # until you are done
---
";

const NESTED_DRAFT: &str = "\
---
# review:
#   rating: 9
#   date_read: TODAY
movie:
  title: \"The Third Man\"
  director: \"\"
  year: 1949
draft: true               # until you are done
---
";

const BARE_DRAFT: &str = "\
# The Third Man (1949)


**Plot**


??? out of 5 stars
";

const PLAIN_DRAFT: &str = "\
The Third Man (1949)


Directed by ???, starring ???.


Plot


Overall: ???/10


Follow me on instagram @reelone
";

const OWN_DRAFT: &str = "\
title = \"The Third Man\"
year = 1949
directors = []
# rating = \"9/10\"
date = TODAY
spoilers = [\"plot\"]
draft = true              # until you are done

[sections]
intro = \"\"\"
\"\"\"

plot = \"\"\"
\"\"\"

performances = \"\"\"
\"\"\"

action = \"\"\"
\"\"\"

verdict = \"\"\"
\"\"\"

\"The Look\" = \"\"\"
\"\"\"

[author]
name = \"R. One\"

[author.handles]
instagram = \"reelone\"
";

const RUSSIAN_DRAFT: &str = "\
---
\"Название:\": \"The Third Man\"
# \"Оценка\": \"9\"
\"Режисер\": \"\"
\"Жанр\": []
\"Релиз\": 1949
# \"Просмотрено\": TODAY
draft: true               # until you are done
---
";

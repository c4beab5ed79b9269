//! Who wrote a review, and where else to find them.

/// A platform on which people have handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Platform {
    /// The name in files and JSON.
    pub(crate) key: &'static str,
    /// The address of a profile up to the handle.
    profile: &'static str,
    /// What follows the handle in the address.
    suffix: &'static str,
    /// The hosts of its profiles, without `www.`.
    pub(crate) hosts: &'static [&'static str],
    /// Other names that people use for it.
    pub(crate) names: &'static [&'static str],
}

pub(crate) const PLATFORMS: &[Platform] = &[
    Platform {
        key: "instagram",
        profile: "https://www.instagram.com/",
        suffix: "",
        hosts: &["instagram.com"],
        names: &["ig", "insta"],
    },
    Platform {
        key: "x",
        profile: "https://x.com/",
        suffix: "",
        hosts: &["x.com", "twitter.com"],
        names: &["twitter", "x/twitter", "x (twitter)", "twitter/x"],
    },
    Platform {
        key: "letterboxd",
        profile: "https://letterboxd.com/",
        suffix: "/",
        hosts: &["letterboxd.com"],
        names: &["lboxd"],
    },
    Platform {
        key: "youtube",
        profile: "https://www.youtube.com/@",
        suffix: "",
        hosts: &["youtube.com"],
        names: &["yt"],
    },
    Platform {
        key: "tiktok",
        profile: "https://www.tiktok.com/@",
        suffix: "",
        hosts: &["tiktok.com"],
        names: &[],
    },
    Platform {
        key: "threads",
        profile: "https://www.threads.net/@",
        suffix: "",
        hosts: &["threads.net", "threads.com"],
        names: &[],
    },
    Platform {
        key: "bluesky",
        profile: "https://bsky.app/profile/",
        suffix: "",
        hosts: &["bsky.app"],
        names: &["bsky"],
    },
    Platform {
        key: "facebook",
        profile: "https://www.facebook.com/",
        suffix: "",
        hosts: &["facebook.com"],
        names: &["fb"],
    },
    Platform {
        key: "goodreads",
        profile: "https://www.goodreads.com/",
        suffix: "",
        hosts: &["goodreads.com"],
        names: &[],
    },
    Platform {
        key: "github",
        profile: "https://github.com/",
        suffix: "",
        hosts: &["github.com"],
        names: &[],
    },
    Platform {
        key: "twitch",
        profile: "https://www.twitch.tv/",
        suffix: "",
        hosts: &["twitch.tv"],
        names: &[],
    },
    Platform {
        key: "tumblr",
        profile: "https://www.tumblr.com/",
        suffix: "",
        hosts: &["tumblr.com"],
        names: &[],
    },
    Platform {
        key: "pinterest",
        profile: "https://www.pinterest.com/",
        suffix: "/",
        hosts: &["pinterest.com"],
        names: &[],
    },
    Platform {
        key: "reddit",
        profile: "https://www.reddit.com/user/",
        suffix: "",
        hosts: &["reddit.com"],
        names: &[],
    },
    Platform {
        key: "telegram",
        profile: "https://t.me/",
        suffix: "",
        hosts: &["t.me", "telegram.me"],
        names: &[],
    },
    Platform {
        key: "medium",
        profile: "https://medium.com/@",
        suffix: "",
        hosts: &["medium.com"],
        names: &[],
    },
    Platform {
        key: "patreon",
        profile: "https://www.patreon.com/",
        suffix: "",
        hosts: &["patreon.com"],
        names: &[],
    },
    Platform { key: "mastodon", profile: "", suffix: "", hosts: &[], names: &["fediverse"] },
];

impl Platform {
    /// Finds a platform by any of its names, in any case.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim().to_lowercase();
        PLATFORMS
            .iter()
            .find(|platform| platform.key == name || platform.names.contains(&name.as_str()))
    }

    #[must_use]
    pub(crate) fn at_host(host: &str) -> Option<&'static Self> {
        let host = host.to_lowercase();
        let host = host.strip_prefix("www.").or(host.strip_prefix("m.")).unwrap_or(&host);
        PLATFORMS.iter().find(|platform| platform.hosts.contains(&host))
    }
}

/// Someone's name on a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The platform in lower case; empty if the file names none.
    pub platform: String,
    /// The name, without `@`.
    pub handle: String,
}

impl Handle {
    /// The address of the profile, if the platform is known and the name is valid.
    #[must_use]
    pub(crate) fn url(&self) -> Option<String> {
        let sound = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
        };
        if self.platform == "mastodon" {
            let (name, host) = self.handle.split_once('@')?;
            return (sound(name) && sound(host)).then(|| format!("https://{host}/@{name}"));
        }
        let platform = Platform::named(&self.platform)?;
        sound(&self.handle)
            .then(|| format!("{}{}{}", platform.profile, self.handle, platform.suffix))
    }
}

/// The author of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name to show.
    pub name: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A website.
    pub website: Option<String>,
    /// A motto or greeting that ends a review.
    pub signoff: Option<String>,
    /// Handles, in the order written.
    pub handles: Vec<Handle>,
}

impl Author {
    /// Fills each empty field from `defaults`.
    pub(crate) fn inherit(&mut self, defaults: &Self) {
        let fill = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        fill(&mut self.name, &defaults.name);
        fill(&mut self.email, &defaults.email);
        fill(&mut self.website, &defaults.website);
        fill(&mut self.signoff, &defaults.signoff);
        if self.handles.is_empty() {
            self.handles.clone_from(&defaults.handles);
        }
    }

    /// Whether no field is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

"""The demonstration's old news: many, each its own, of earlier years, none of them evidence."""

from __future__ import annotations

from pathlib import Path

from audit.demo import archive


def test_no_two_posts_say_the_same() -> None:
    posts = [post for volume in archive.volumes() for post in volume.posts]
    assert len(posts) >= 400
    assert len({post.slug for post in posts}) == len(posts)
    told = {tuple(" ".join(post.text).replace(post.date, "").split()) for post in posts}
    assert len(told) == len(posts), "not even but for the day"


def test_nothing_of_the_audited_year() -> None:
    for volume in archive.volumes():
        for post in volume.posts:
            year = int(post.date.split()[-1])
            assert year == volume.year < 2569
            assert not any(month in post.date for month in ("ตุลาคม", "พฤศจิกายน", "ธันวาคม"))


def test_every_post_is_published_and_led_to(before: Path) -> None:
    news = (before / "news/index.html").read_text(encoding="utf-8")
    for volume in archive.volumes():
        assert f"/news/archive/{volume.year}.html" in news
        listed = (before / f"news/archive/{volume.year}.html").read_text(encoding="utf-8")
        for post in volume.posts:
            assert f"/news/{post.slug}.html" in listed
            page = (before / f"news/{post.slug}.html").read_text(encoding="utf-8")
            assert post.title in page

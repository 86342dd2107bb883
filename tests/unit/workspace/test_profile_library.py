"""Profiles are saved, copied, taken in, given out, deleted and brought back, and no file is ever half written."""

from pathlib import Path

import pytest

from monitor.core.errors import ProfileError
from monitor.core.files import backup_of
from monitor.feed.profile import Profile, StreamRule
from monitor.feed.profiles.catalogue import Entry
from monitor.feed.profiles.reading import load_profile
from monitor.feed.profiles.writing import save_profile
from monitor.workspace.profile_library import ProfileLibrary

MINE = Profile(name="Mine", address="wss://example.net", stream=(StreamRule("s", columns={"a": "b"}),))
SHIPPED = Profile(name="Shipped", address="wss://example.net")
BROKEN = 'name = "Broken"\naddress = "wss://x"\nnonsense = 1\n'


@pytest.fixture
def library(tmp_path: Path) -> ProfileLibrary:
    save_profile(SHIPPED, tmp_path / "shipped" / "shipped.toml")
    return ProfileLibrary(tmp_path / "own", shipped=tmp_path / "shipped")


def entry(library: ProfileLibrary, slug: str) -> Entry:
    found = library.entry(slug)
    assert found is not None
    return found


def names(library: ProfileLibrary) -> list[str]:
    return [each.name for each in library.entries]


def test_a_saved_profile_is_among_the_others_and_moves_the_version(library: ProfileLibrary) -> None:
    assert names(library) == ["Shipped"]
    version = library.version
    file = library.save(MINE)
    assert file.name == "mine.toml"
    assert names(library) == ["Mine", "Shipped"]
    assert library.version > version
    assert library.own_file_of("Mine") == file
    assert library.own_file_of("Shipped") is None


def test_a_profile_of_the_same_name_gets_a_file_of_its_own_unless_told_otherwise(library: ProfileLibrary) -> None:
    first = library.save(MINE)
    assert library.save(MINE).name == "mine-2.toml"
    library.save(Profile(name="Other", address="wss://x"), file=first)
    assert load_profile(first).name == "Other"
    assert load_profile(backup_of(first)) == MINE


def test_text_is_saved_as_it_was_written_and_refused_when_it_is_no_profile(library: ProfileLibrary) -> None:
    text = '# mine\nname = "Text"\naddress = "wss://x"\n'
    file = library.save_text(text)
    assert file.read_text("utf-8") == text
    assert file.name == "text.toml"
    with pytest.raises(ProfileError) as refused:
        library.save_text(BROKEN, file=file)
    assert refused.value.line == 3
    assert file.read_text("utf-8") == text


def test_a_copy_has_a_name_of_its_own(library: ProfileLibrary) -> None:
    assert load_profile(library.duplicate(entry(library, "shipped"))).name == "Shipped copy"
    assert load_profile(library.duplicate(entry(library, "shipped"))).name == "Shipped copy 2"


def test_a_broken_file_is_listed_copied_and_given_out_as_it_is(library: ProfileLibrary, tmp_path: Path) -> None:
    library.own.mkdir()
    (library.own / "broken.toml").write_text(BROKEN)
    library.rescan()
    broken = entry(library, "broken")
    assert broken.error is not None
    assert library.text_of(broken) == BROKEN
    assert library.duplicate(broken).read_text() == BROKEN
    library.export(broken, tmp_path / "out.toml")
    assert (tmp_path / "out.toml").read_text() == BROKEN


def test_a_profile_from_elsewhere_is_taken_in_whole_or_refused(library: ProfileLibrary, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.toml"
    foreign.write_text('# theirs\nname = "Theirs"\naddress = "wss://x"\n')
    assert library.take_in(foreign).read_text().startswith("# theirs")
    foreign.write_text(BROKEN)
    with pytest.raises(ProfileError):
        library.take_in(foreign)
    assert names(library) == ["Shipped", "Theirs"]


def test_a_profile_given_out_can_be_read_again(library: ProfileLibrary, tmp_path: Path) -> None:
    library.save(MINE)
    library.export(entry(library, "mine"), tmp_path / "sub" / "out.toml")
    assert load_profile(tmp_path / "sub" / "out.toml") == MINE


def test_a_deleted_profile_is_gone_and_can_be_brought_back(library: ProfileLibrary) -> None:
    file = library.save(MINE)
    aside = library.delete(entry(library, "mine"))
    assert names(library) == ["Shipped"]
    assert not file.exists()
    assert library.restore(aside) == file
    assert names(library) == ["Mine", "Shipped"]


def test_a_deleted_profile_comes_back_beside_one_that_took_its_place(library: ProfileLibrary) -> None:
    library.save(MINE)
    aside = library.delete(entry(library, "mine"))
    library.save(MINE)
    assert library.restore(aside).name == "mine-2.toml"


def test_what_was_deleted_is_forgotten_in_the_next_run(library: ProfileLibrary) -> None:
    library.save(MINE)
    aside = library.delete(entry(library, "mine"))
    library.forget_deleted()
    assert not aside.exists()
    with pytest.raises(ProfileError):
        library.restore(aside)


def test_a_shipped_profile_cannot_be_deleted_but_one_in_its_place_can(library: ProfileLibrary) -> None:
    with pytest.raises(ProfileError):
        library.delete(entry(library, "shipped"))
    library.save(Profile(name="Shipped", address="wss://mine"), file=library.own / "shipped.toml")
    assert not entry(library, "shipped").shipped
    library.delete(entry(library, "shipped"))
    assert entry(library, "shipped").profile == SHIPPED


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way")
    library = ProfileLibrary(tmp_path / "own", shipped=tmp_path)
    with pytest.raises(ProfileError):
        library.save_text('name = "a"\naddress = "wss://x"\n')
    library.forget_deleted()

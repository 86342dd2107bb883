"""What a login can have wrong, told at its file, line and key."""

import pytest

from monitor.core.errors import ProfileError
from monitor.feed.profiles.reading import parse_profile

HEAD = 'name = "x"\naddress = "wss://h"\n'
HTTP = 'kind = "http"\nurl = "https://h/t"\n'
JWT = 'kind = "jwt"\nkey = "k"\nclaims = "{}"\n'
RAW = 'kind = "hash"\nmessage = "m"\noutput = "raw"\n'
HMAC = 'kind = "hmac"\nmessage = "m"\nsecret = "${secret:S}"\n'


def wrong(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        parse_profile(HEAD + text, file="f.toml")
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (f"[[login]]\n{HTTP}", 3, "login[0]", "yields nothing"),
        (f'[[login]]\n{HTTP}cookies = true\njson = "{{}}"\nform = {{ a = "b" }}\n', 8, "login[0].form", "one body"),
        (f'[[login]]\n{HTTP}cookies = true\njson = "[]"\n', 7, "login[0].json", "must be a JSON object"),
        (f'[[login]]\n{HTTP}cookies = true\nmethod = "GET"\nform = {{ a = "b" }}\n', 7, "login[0].method", "no body"),
        (f'[[login]]\n{HTTP}values = {{ token = "a[].b" }}\n', 6, "login[0].values.token", "several"),
        (f'[[login]]\n{HTTP}values = {{ env = "a" }}\n', 3, "login[0]", "cannot be the name"),
        (f"[[login]]\n{HTTP}cookies = true\nstatus = [99]\n", 7, "login[0].status[0]", "no status"),
        (
            f'[[login]]\n{HTTP}cookies = true\nheaders = {{ Host = "x" }}\n',
            7,
            "login[0].headers.Host",
            "request itself",
        ),
        ('[[login]]\nkind = "http"\nurl = "ftp://h"\ncookies = true\n', 5, "login[0].url", "must begin with https://"),
        (f"[[login]]\n{HMAC}[[login]]\n{HMAC}", 7, "login[1]", "two values called `signature`"),
        (f'[variables]\nsignature = "x"\n[[login]]\n{HMAC}', 5, "login[0]", "two values called"),
        ('[[login]]\nkind = "hmac"\nmessage = "${token}"\nsecret = "s"\n', 5, "login[0].message", "is not defined"),
        (
            '[[login]]\nkind = "jwt"\nkey = "k"\nclaims = "{}"\nlifetime_seconds = 0.0\n',
            7,
            "login[0].lifetime_seconds",
            "",
        ),
        (
            'headers = { X = "${digest}" }\n[[login]]\nkind = "hash"\nmessage = "m"\noutput = "raw"\n',
            3,
            "headers.X",
            "",
        ),
        ("refused = [{}]\n", 3, "refused[0]", "needs a condition"),
        ('[[send]]\ntext = "t"\nwhen = { "a[].b" = 1 }\n', 5, "send[0].when", "several values"),
        ('[[answer]]\nwhen = { a = 1 }\ntext = "${b..c}"\n', 5, "answer[0].text", ""),
        ('[[login]]\nkind = "magic"\n', 4, "login[0].kind", ""),
    ],
)
def test_each_is_told_where_it_stands(text: str, line: int, key: str, words: str) -> None:
    error = wrong(text)
    assert (error.file, error.line) == ("f.toml", line)
    assert error.key.startswith(key)
    assert words in error.what


def test_what_a_step_yields_can_stand_in_every_text_behind_it() -> None:
    parse_profile(
        f"""{HEAD.replace("wss://h", "wss://h/${token}")}
headers = {{ X = "${{token}}" }}
login = [
  {{ kind = "http", url = "https://${{env:HOST}}/t", values = {{ token = "t" }} }},
  {{ kind = "hash", message = "${{token}}", name = "again", output = "raw" }},
  {{ kind = "hmac", message = "${{again}}", secret = "${{token}}" }},
]
send = [{{ text = "${{signature}}" }}]
every = [{{ text = "${{token}}", seconds = 5.0 }}]
answer = [{{ when = {{ a = 1 }}, text = "${{signature}} ${{b.c}} ${{timestamp:ms}}" }}]
dialect = {{ kind = "centrifugo", token = "${{token}}" }}
""",
        file="f.toml",
    )

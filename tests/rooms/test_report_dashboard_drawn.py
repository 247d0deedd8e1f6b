"""The page in a real browser: it draws, and asks nobody, whatever is written into it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from inspector.merge import gather
from inspector.report import dashboard
from tests.rooms.summary_made_up import DAY, bundles

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), "")
BAR = (47, 111, 179)
needs_a_browser = pytest.mark.skipif(not BROWSER, reason=f"no browser: none of {', '.join(NAMES)}")


@contextmanager
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this computer, and what it was asked for."""
    paths: list[str] = []

    class Told(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", paths
    finally:
        server.shutdown()
        server.server_close()


def drawn(page: Path) -> Path:
    """A picture of the page."""
    picture = page.with_suffix(".png")
    told = subprocess.run(
        [
            *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--disable-background-networking", f"--user-data-dir={page.parent / 'profile'}"),
            *("--window-size=1200,1600", f"--screenshot={picture}", page.as_uri()),
        ],
        env={**os.environ, "HOME": str(page.parent)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert picture.exists(), told.stderr[-2000:]
    return picture


@pytest.mark.heavy
@needs_a_browser
def test_the_page_draws_and_asks_nobody(tmp_path: Path) -> None:
    text = dashboard(gather(bundles(tmp_path / "teams")), DAY, "zh")
    with asked() as (address, paths):
        body = f'<body><img src="{address}/picture"><script src="{address}/script"></script>'
        plain, evil = tmp_path / "page.html", tmp_path / "evil.html"
        plain.write_text(text, "utf-8")
        evil.write_text(text.replace("<body>", body), "utf-8")
        picture = drawn(plain)
        drawn(evil)
        assert paths == []
        policy = text.index('<meta http-equiv="Content-Security-Policy"')
        unguarded = text[:policy] + text[text.index(">", policy) + 1 :]
        evil.write_text(unguarded.replace("<body>", body), "utf-8")
        drawn(evil)
        assert paths, "the test itself would have noticed"
    counted = Image.open(picture).convert("RGB").getcolors(1 << 24) or []
    colours = {colour for _, colour in counted}
    assert BAR in colours and len(colours) > 50

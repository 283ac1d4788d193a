"""Headless Chromium, asked through its pipe of the DevTools protocol: what a page logs, asks of the network, and does when keys are pressed."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PROGRAM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-extensions --remote-debugging-pipe"
)
KEYS = {"Tab": 9, "Enter": 13, " ": 32}
PATIENCE = 60  # seconds for an answer


@dataclass
class Browser:
    """One page. ``requests`` are the addresses it asked for, ``logged`` what it wrote to the console, errors of the policy included."""

    asks: int
    answers: int
    session: str = ""
    number: int = 0
    waiting: bytes = b""
    events: list[dict[str, Any]] = field(default_factory=list)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask something and wait for its answer."""
        self.number += 1
        said = {"id": self.number, "method": method, "params": params} | ({"sessionId": self.session} if self.session else {})
        os.write(self.asks, json.dumps(said).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            message = self._next()
            if message.get("id") == self.number:
                assert "error" not in message, message
                return dict(message["result"])
            self.events.append(message)
        raise TimeoutError(method)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.waiting:
            more = os.read(self.answers, 1 << 20)
            assert more, "the browser ended"
            self.waiting += more
        message, _, self.waiting = self.waiting.partition(b"\0")
        return dict(json.loads(message))

    def value(self, script: str) -> Any:
        """What an expression gives in the page."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def press(self, *keys: str) -> None:
        """Keys, or texts that are typed."""
        for key in keys:
            if key not in KEYS:
                self.call("Input.insertText", text=key)
                continue
            named = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": KEYS[key]}
            text = {"Enter": {"text": "\r"}, " ": {"text": " "}}.get(key, {})
            self.call("Input.dispatchKeyEvent", type="keyDown", **named, **text)
            self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def open(self, file: Path) -> None:
        """Go to a file, and wait until it is there."""
        self.call("Page.navigate", url=file.absolute().as_uri())
        until = time.monotonic() + PATIENCE
        while self.value("document.readyState + location.protocol") != "completefile:" and time.monotonic() < until:
            time.sleep(0.05)

    def of(self, *methods: str) -> list[dict[str, Any]]:
        """Events of these kinds so far."""
        self.value("1")
        return [each["params"] for each in self.events if each.get("method") in methods]

    @property
    def requests(self) -> list[str]:
        """Addresses that were asked for."""
        return [each["request"]["url"] for each in self.of("Network.requestWillBeSent")]

    @property
    def logged(self) -> list[dict[str, Any]]:
        """What stands on the console."""
        return self.of("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")

    def resized(self, width: int, height: int) -> None:
        """A window of this size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def picture(self, file: Path) -> None:
        """The whole page as a picture."""
        done = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(done["data"]))

    def printed(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with one empty page, ended afterwards."""
    asked, asks = os.pipe()
    answers, answered = os.pipe()

    def pipes() -> None:
        os.dup2(asked, 13)  # the two may lie on 3 and 4 themselves
        os.dup2(answered, 14)
        os.dup2(13, 3)
        os.dup2(14, 4)

    with TemporaryDirectory(ignore_cleanup_errors=True) as home:  # it writes for a moment after it was ended
        program = [PROGRAM, *FLAGS.split(), f"--user-data-dir={home}", "about:blank"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(program, close_fds=False, preexec_fn=pipes, **quiet)  # type: ignore[call-overload] # noqa: PLW1509
        os.close(asked)
        os.close(answered)
        try:
            found = Browser(asks, answers)
            page = next(each for each in found.call("Target.getTargets")["targetInfos"] if each["type"] == "page")
            attached = found.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
            found.session = attached["sessionId"]
            for domain in ("Page", "Network", "Log", "Runtime"):
                found.call(f"{domain}.enable")
            yield found
        finally:
            process.terminate()
            process.wait(20)
            os.close(asks)
            os.close(answers)

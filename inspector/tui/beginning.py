"""How a case comes about at the screens: keys are made, a snapshot is opened, the sample is made.

What is made is made by the steps, in a worker; nothing here paints.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import Usage
from inspector.i18n import language, say
from inspector.tui.needs import Opener, Steps

if TYPE_CHECKING:
    from inspector.trust import Identity


def bound(case: Path, identity: "Identity", write: bool) -> Steps:
    """The case in the folder `case`, opened through `inspector.steps`.

    Raises:
        CaseMissing, CaseLocked, NotRecipient, PackageDamaged, SignerUnknown: nothing was read.
    """
    from inspector.tui.bound import BoundSteps

    return BoundSteps(case, identity, write)


def _nobody(path: Path) -> None:
    """Remember nothing."""


@dataclass(frozen=True)
class Beginning:
    """The three ways; `remember` is told the identity file a case was opened with."""

    remember: Callable[[Path], None] = _nobody

    def identity(
        self, name: str, role: str, cert_no: str, organisation: str, file: str, *secrets: str
    ) -> Path:
        """Make keys; the passphrase is typed twice.

        Raises:
            Usage: the two differ, or there is no such role; nothing was made.
            FileExists
        """
        from inspector.steps import make_identity
        from inspector.trust import ROLES

        role_named = next((one for one in ROLES if role in (one, say(f"trust.role.{one}"))), None)
        if role_named is None:
            raise Usage(problem=say("cli.role-unknown", role=role, roles=", ".join(ROLES)))
        if len(set(secrets)) != 1 or not secrets[0]:
            raise Usage(problem=say("tui.begin.differ"))
        path = Path(file).expanduser()
        made = {"cert_no": cert_no, "organisation": organisation}
        make_identity(path, name, role_named, secrets[0], **made)
        self.remember(path)
        return path

    def snapshot(self, snapshot: str, folder: str, identity: str, passphrase: str) -> Opener:
        """Make the case in `folder` from a snapshot; how to open it."""
        from inspector.steps import open_case, unlock_identity

        key, case = Path(identity).expanduser(), Path(folder).expanduser()
        who = unlock_identity(key, passphrase)
        open_case(case, [Path(snapshot).expanduser()], who)
        self.remember(key)
        return lambda write: bound(case, who, write)

    def sample(self, folder: str, told: Callable[[str], None]) -> Opener:
        """Make the whole sample in `folder`; how to open the case of its first team.

        The sample's people are known to its own trust store only, which holds until one leaves.
        """
        from inspector.steps import unlock_identity
        from inspector.steps.demo import PASSPHRASE, demo

        walked = demo(Path(folder), lambda key, facts: told(say(key, **facts)), language())
        side = walked.case.parent
        os.environ["INSPECTOR_HOME"] = str(side / "home")
        who = unlock_identity(side / "zhang.identity", PASSPHRASE)
        return lambda write: bound(walked.case, who, write)

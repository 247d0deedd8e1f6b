"""A bucket of an S3 store; an object is there whole or not at all, and is never overwritten.

A big bundle goes in parts; after it was cut off, only the parts that are missing are sent. Keys and
endpoint come from where the client of the store looks: `AWS_…`, or `~/.aws`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EIO, ENOENT
from http import HTTPStatus
from pathlib import Path
from typing import Any

from inspector.outbox.address import Address, unreachable
from inspector.outbox.patience import WAITS
from inspector.outbox.target import BLOCK, Done, digest_of
from inspector.trust import digest_file

_SECONDS = 30
PART = 8 << 20
_ABSENT = ("404", "NoSuchKey", "NoSuchUpload")
_THERE = ("412", "PreconditionFailed", "ConditionalRequestConflict")
_SETTLED = {
    "NoSuchBucket": "no-folder",
    **dict.fromkeys(("QuotaExceeded", "EntityTooLarge"), "full"),
}


class S3Target:
    """`s3://bucket/folder`.

    Raises:
        TargetUnreachable: the client is not installed.
    """

    waits: Sequence[float] = WAITS

    def __init__(self, at: Address) -> None:
        self.url = at.shown
        self._bucket = at.host
        self._folder = at.path.strip("/")
        with self._words():
            self._client = _client(at)

    def holds(self, name: str) -> bool:
        try:
            with self._words():
                self._client.head_object(**self._at(name))
        except FileNotFoundError:
            return False
        return True

    def put(self, source: Path, name: str, done: Done) -> None:
        with self._words():
            if source.stat().st_size <= PART:
                with source.open("rb") as body:
                    self._client.put_object(**self._at(name), Body=body, IfNoneMatch="*")
            else:
                self._in_parts(source, name, done)
        done(source.stat().st_size)
        if digest_of(self.read(name)) != digest_file(source):
            raise unreachable(self.url, "other-content")

    def read(self, name: str) -> Iterator[bytes]:
        with self._words():
            yield from self._client.get_object(**self._at(name))["Body"].iter_chunks(BLOCK)

    def _in_parts(self, source: Path, name: str, done: Done) -> None:
        upload = self._at(name) | {"UploadId": self._begun(name)}
        there = {
            part["PartNumber"]: part["ETag"]
            for page in self._client.get_paginator("list_parts").paginate(**upload)
            for part in page.get("Parts", ())
        }
        parts = []
        with source.open("rb") as file:
            for number, block in enumerate(iter(lambda: file.read(PART), b""), 1):
                tag = f'"{hashlib.md5(block, usedforsecurity=False).hexdigest()}"'
                if there.get(number) != tag:
                    sent = self._client.upload_part(**upload, PartNumber=number, Body=block)
                    tag = sent["ETag"]
                parts.append({"PartNumber": number, "ETag": tag})
                done(file.tell())
        told = {"Parts": parts}
        self._client.complete_multipart_upload(**upload, MultipartUpload=told, IfNoneMatch="*")

    def _begun(self, name: str) -> str:
        """The upload that was cut off, or a new one."""
        at = self._at(name)
        asked = {"Bucket": at["Bucket"], "Prefix": at["Key"]}
        begun = self._client.list_multipart_uploads(**asked).get("Uploads", ())
        [*ids] = (one["UploadId"] for one in begun if one["Key"] == at["Key"])
        return str(ids[0] if ids else self._client.create_multipart_upload(**at)["UploadId"])

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._folder}/{name}".lstrip("/")}

    @contextmanager
    def _words(self) -> Iterator[None]:
        """What the client says, in this program's words.

        Raises:
            TargetUnreachable, FileNotFoundError, FileExistsError, OSError
        """
        try:
            from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
        except ImportError:
            raise unreachable(self.url, "no-s3") from None
        try:
            yield
        except ClientError as error:
            raise self._meaning(error.response) from None
        except NoCredentialsError:
            raise unreachable(self.url, "refused") from None
        except BotoCoreError as error:
            raise OSError(EIO, type(error).__name__) from None

    def _meaning(self, response: Any) -> Exception:
        code = str(response.get("Error", {}).get("Code", ""))
        status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        if code in _ABSENT:
            return FileNotFoundError(ENOENT, code)
        if code in _THERE:
            return FileExistsError(code)
        if code in _SETTLED:
            return unreachable(self.url, _SETTLED[code])
        if status in (HTTPStatus.INSUFFICIENT_STORAGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            return unreachable(self.url, "full")
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return unreachable(self.url, "refused")
        return OSError(EIO, code)


def _client(at: Address) -> Any:
    import boto3
    from botocore.config import Config

    # Trying again is ours to do, and to tell.
    patience = {"total_max_attempts": 1}
    config = Config(connect_timeout=_SECONDS, read_timeout=_SECONDS, retries=patience)
    keys = {"aws_access_key_id": at.user, "aws_secret_access_key": at.password} if at.user else {}
    return boto3.client("s3", config=config, **keys)

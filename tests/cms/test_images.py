"""A picture says what it shows and nothing about who took it."""

import gc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, ImageCms, PngImagePlugin
from PIL import Image as Pillow
from pytest_django import Settings
from wagtail.images.forms import get_image_form
from wagtail.models import UploadedFile

from cms.models import Picture
from cms.models.images import redrawn
from tests.factories import accounts
from tests.factories.cms import create_picture, create_upload

CANARY = "canary-7f3a"


def exif() -> Pillow.Exif:
    data = Pillow.Exif()
    data[ExifTags.Base.Make] = CANARY
    data[ExifTags.Base.Artist] = CANARY
    data[ExifTags.Base.DateTime] = "2026:05:01 12:34:56"
    data.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = CANARY
    return data


def text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>")
    return info


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY.encode()


UPLOADS: list[dict[str, Any]] = [
    {"name": "a.jpg", "exif": exif()},
    {"name": "b.jpg", "comment": CANARY.encode()},
    {"name": "c.jpg", "xmp": f"<x>{CANARY}</x>".encode()},
    {"name": "d.jpg", "icc_profile": profile()},
    {"name": "e.png", "pnginfo": text()},
    {"name": "f.png", "exif": exif()},
    {"name": "g.webp", "exif": exif(), "xmp": f"<x>{CANARY}</x>".encode()},
    {"name": "h.gif", "comment": CANARY.encode()},
]


@pytest.mark.django_db
@pytest.mark.parametrize("upload", UPLOADS, ids=lambda upload: upload["name"])
def test_nothing_beside_the_pixels_survives(upload: dict[str, Any]) -> None:
    assert CANARY.encode() in create_upload(**upload).read()

    stored = Path(create_picture(**upload).file.path).read_bytes()

    assert CANARY.encode() not in stored
    with Pillow.open(BytesIO(stored)) as picture:
        assert dict(picture.getexif()) == {}
        assert {"exif", "xmp", "icc_profile", "comment", "Author"} & picture.info.keys() == set()
        assert picture.convert("RGB").resize((1, 1)).getpixel((0, 0)) == pytest.approx((0, 128, 128), abs=4)


@pytest.mark.django_db
def test_a_picture_lying_on_its_side_is_turned_upright_before_its_data_goes() -> None:
    turned = Pillow.Exif()
    turned[ExifTags.Base.Orientation] = 6

    picture = create_picture(exif=turned, size=(60, 40))

    assert (picture.width, picture.height) == (40, 60)


@pytest.mark.django_db
def test_the_stored_name_tells_nothing() -> None:
    first, second = create_picture(name="IMG_20260501_vera.jpg"), create_picture(name="x.png")

    assert "vera" not in first.file.name
    assert first.filename != second.filename
    assert (Path(first.filename).suffix, Path(second.filename).suffix) == (".jpg", ".png")


def test_a_huge_picture_is_made_smaller() -> None:
    content, ending = redrawn(create_upload(size=(4800, 1200)).read())

    with Pillow.open(BytesIO(content)) as picture:
        assert (picture.size, ending) == ((2400, 600), "jpg")


def test_what_can_be_seen_through_stays_so() -> None:
    out = BytesIO()
    Pillow.new("RGBA", (8, 8), (0, 128, 128, 100)).save(out, "PNG")

    content, _ = redrawn(out.getvalue())

    with Pillow.open(BytesIO(content)) as picture:
        assert picture.getpixel((0, 0)) == (0, 128, 128, 100)


@pytest.mark.django_db
def test_what_is_recorded_of_the_file_is_of_the_redrawn_one() -> None:
    picture = create_picture(exif=exif())
    recorded = (picture.file_size, picture.file_hash)
    picture.refresh_from_db()

    assert recorded == (Path(picture.file.path).stat().st_size, picture.file_hash)
    assert len(picture.file_hash) == len("da39a3ee5e6b4b0d3255bfef95601890afd80709")


@pytest.mark.django_db
def test_saving_again_leaves_the_file_alone() -> None:
    picture = create_picture()
    name = picture.file.name

    picture.title = "Другая тропинка"
    picture.save()

    assert picture.file.name == name


@pytest.mark.django_db
def test_a_picture_without_a_description_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Picture(title="x", file=create_upload()).full_clean()

    assert "description" in refused.value.message_dict


@pytest.mark.django_db
def test_neither_the_title_nor_the_name_of_the_file_is_kept() -> None:
    picture = create_picture(name="IMG_20260501_vera.jpg")

    picture.refresh_from_db()
    assert (picture.title, picture.description) == ("Тропинка", "Тропинка")


@pytest.mark.django_db
def test_a_file_that_waits_for_its_description_is_redrawn_before_it_waits() -> None:
    waiting = UploadedFile.objects.create(file=create_upload(name="IMG_20260501_vera.jpg", exif=exif()))

    assert "vera" not in waiting.file.name
    assert CANARY.encode() not in Path(waiting.file.path).read_bytes()


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_several_uploaded_at_once_wait_and_then_become_pictures(settings: Settings) -> None:
    client = Client()
    accounts.sign_in(client, accounts.create_colleague(role="editor"))
    upload = {"files[]": create_upload(name="IMG_20260501_vera.jpg", exif=exif()), "title": "vera"}

    answer = client.post(
        "/staff/images/multiple/add/", upload, headers={"x-requested-with": "XMLHttpRequest"}
    )
    number = answer.json()["uploaded_file_id"]
    named = {
        f"uploaded-image-{number}-{field}": text
        for field, text in {"title": "vera", "description": "Тропинка", "tags": ""}.items()
    }
    client.post(f"/staff/images/multiple/create_from_uploaded_image/{number}/", named)

    picture = Picture.objects.get()
    assert (picture.title, picture.description) == ("Тропинка", "Тропинка")
    assert CANARY.encode() not in Path(picture.file.path).read_bytes()
    assert picture.file_size == Path(picture.file.path).stat().st_size
    left = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert [file for file in left if CANARY.encode() in file.read_bytes() or "vera" in file.name] == []
    assert not UploadedFile.objects.exists()
    gc.collect()  # Wagtail leaves the files it measured for Python to close


@pytest.mark.django_db
def test_the_editors_form_redraws_too() -> None:
    form = get_image_form(Picture)(
        {"title": "x", "description": "Тропинка", "tags": "", "collection": 1},
        {"file": create_upload(name="vera.jpg", exif=exif())},
    )

    assert form.is_valid(), form.errors
    picture = form.save()

    assert CANARY.encode() not in Path(picture.file.path).read_bytes()
    assert picture.file_size == Path(picture.file.path).stat().st_size
    assert "vera" not in picture.file.name


def bomb(side: int) -> bytes:
    """A small file of many pixels."""
    out = BytesIO()
    Pillow.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


UNREADABLE = {
    "cut in its head.jpg": create_upload(name="a.jpg", exif=exif()).read()[:200],
    "cut in its pixels.webp": create_upload(name="b.webp", size=(400, 400)).read()[:-40],
    "no picture.jpg": b"<html><script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "larger than memory.png": bomb(30_000),
    "larger than we redraw.png": bomb(8_000),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_file_that_cannot_be_redrawn_is_refused_on_the_form(name: str) -> None:
    form = get_image_form(Picture)(
        {"title": "", "description": "Тропинка", "tags": "", "collection": 1},
        {"file": SimpleUploadedFile(name, UNREADABLE[name])},
    )

    assert list(form.errors) == ["file"]
    assert not Picture.objects.exists()

"""Pages as scanners and telephones give them: ink on paper, by even and uneven light, with and without colours."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSans-Regular.ttf"
SCANNED = 300  # dots an inch
_WORDS = (
    *(
        "Општина",
        "Примерово",
        "издаје",
        "потврду",
        "о",
        "пребивалишту",
        "на",
        "основу",
        "члана",
        "закона",
        "и",
        "увида",
    ),
    *("у", "службену", "евиденцију", "подносилац", "захтева", "прилаже", "копију", "личне", "карте"),
)
_PAPER, _INK, _STAMP = (247, 245, 240), (35, 35, 40), (30, 60, 180)


def written(seed: int = 1, qr: Image.Image | None = None) -> Image.Image:
    """A full A4 page of text of 8 to 12 points, with a code in the corner if one is given."""
    width, height = round(8.27 * SCANNED), round(11.69 * SCANNED)
    page = Image.new("RGB", (width, height), _PAPER)
    draw, chance, y = ImageDraw.Draw(page), random.Random(seed), SCANNED
    sizes = [8, 9, 10, 11, 12] * 12
    while y < height - 2 * SCANNED:
        points = sizes.pop()
        font = ImageFont.truetype(str(FONT), round(points / 72 * SCANNED))
        line = ""
        while draw.textlength(line, font) < width - 2 * SCANNED:
            line += f" {chance.choice(_WORDS)}"
        draw.text((0.8 * SCANNED, y), line, font=font, fill=_INK)
        y += round(points / 72 * SCANNED * 1.5)
    if qr is not None:
        page.paste(qr.convert("RGB").resize((SCANNED, SCANNED), Image.Resampling.NEAREST), (SCANNED, y))
    return page


def stamped(page: Image.Image) -> Image.Image:
    """With a round stamp in blue."""
    at = (page.width // 2, page.height - 2 * SCANNED)
    ImageDraw.Draw(page).ellipse((*at, at[0] + SCANNED, at[1] + SCANNED), outline=_STAMP, width=SCANNED // 30)
    return page


def photographed(page: Image.Image) -> Image.Image:
    """By a lamp on one side: yellow, darker towards an edge, a little blurred and noisy."""
    warm = page.point([round(value * share) for share in (1.0, 0.93, 0.7) for value in range(256)])
    grain = Image.effect_noise(page.size, 14).convert("RGB")
    soft = Image.blend(warm, grain, 0.06).filter(ImageFilter.GaussianBlur(0.8))
    light = Image.linear_gradient("L").resize(page.size).point(lambda value: 205 + value * 50 // 255)
    return Image.composite(soft, Image.new("RGB", page.size, (130, 122, 100)), light)


def picture() -> Image.Image:
    """Shades everywhere."""
    return Image.effect_noise((SCANNED * 4, SCANNED * 6), 90).filter(ImageFilter.GaussianBlur(6)).convert("RGB")

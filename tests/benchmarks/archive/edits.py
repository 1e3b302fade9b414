"""What happens to text on its way from one outlet to another, and on its way through a scanner."""

from __future__ import annotations

import numpy as np

from archive.prose import Prose
from archive.sentences import Paragraph

REPLACED, DROPPED, PUT_IN = 0.6, 0.2, 0.2  # of the words that are edited
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def edit_words(rng: np.random.Generator, prose: Prose, paragraph: Paragraph, rate: float) -> Paragraph:
    """Edit each word with probability `rate`: 60% become another, 20% go, and after 20% one is put in."""
    chance = rng.random(len(paragraph.words))
    edited = np.flatnonzero(chance < rate)
    if not len(edited):
        return Paragraph(paragraph.original, paragraph.words, paragraph.origin)
    fresh = prose.words(rng, len(edited))
    words: list[str] = []
    origin: list[int] = []
    done = 0
    for at, new in zip(edited.tolist(), fresh, strict=True):
        words += paragraph.words[done:at]
        origin += paragraph.origin[done:at]
        old, kind = paragraph.words[at], chance[at] / rate
        if kind < REPLACED:
            new = new if new != old.strip("“”,.") else new + "s"
            words.append(_marked_like(old, new))
            origin.append(paragraph.origin[at])
        elif kind >= REPLACED + DROPPED:
            words += [old, new] if old[-1] not in ".”" else [new, old]
            origin += [paragraph.origin[at], -1] if old[-1] not in ".”" else [-1, paragraph.origin[at]]
        elif "“" in old or "”" in old or old[-1] == ".":  # marks outlive their words
            words.append(_marked_like(old, new))
            origin.append(paragraph.origin[at])
        done = at + 1
    return Paragraph(paragraph.original, words + paragraph.words[done:], origin + paragraph.origin[done:])


def _marked_like(old: str, new: str) -> str:
    begin = "“" if old[0] == "“" else ""
    end = old[len(old.rstrip(",.”")) :]
    return begin + (new[0].upper() + new[1:] if old.strip("“")[:1].isupper() else new) + end


def cut_sentences(rng: np.random.Generator, paragraph: Paragraph) -> Paragraph:
    """Leave out sentences at the beginning or the end; at least one stays."""
    sentences = sorted({paragraph.original.sentence[origin] for origin in paragraph.origin if origin >= 0})
    if len(sentences) < 2:
        return paragraph
    stay = int(rng.integers(1, len(sentences)))
    first = int(rng.integers(0, 2)) * (len(sentences) - stay)
    kept = set(sentences[first : first + stay])
    inside = [at for at, o in enumerate(paragraph.origin) if o >= 0 and paragraph.original.sentence[o] in kept]
    span = slice(inside[0], inside[-1] + 1)
    if stay == 1 and any("“" in word for word in paragraph.words[span]):
        return paragraph  # whether what was said is copied or quoted could not be told
    return Paragraph(paragraph.original, paragraph.words[span], paragraph.origin[span])


def change_number(rng: np.random.Generator, paragraph: Paragraph) -> Paragraph:
    """Change one number, as a correction or an error does; not one near the edges, nor one edited before."""
    numbers = [
        at for at in range(4, len(paragraph.words) - 4) if paragraph.words[at][0].isdigit() and paragraph.kept(at)
    ]
    if not numbers:
        return paragraph
    at = numbers[int(rng.integers(0, len(numbers)))]
    digits = [place for place, letter in enumerate(paragraph.words[at]) if letter.isdigit()]
    place = digits[int(rng.integers(0, len(digits)))]
    old = paragraph.words[at]
    digit = (int(old[place]) - 1 + int(rng.integers(1, 9))) % 9 + 1
    words = [*paragraph.words]
    words[at] = f"{old[:place]}{digit if str(digit) != old[place] else digit % 9 + 1}{old[place + 1 :]}"
    return Paragraph(paragraph.original, words, paragraph.origin, [at])


def scan(rng: np.random.Generator, paragraph: Paragraph, rate: float) -> Paragraph:
    """Damage each letter with probability `rate`: 60% become another, 20% go, and after 20% one is put in."""
    words = [*paragraph.words]
    for at, word in enumerate(words):
        hit = rng.random(len(word))
        if not (hit < rate).any():
            continue
        letters = []
        for letter, chance in zip(word, (hit / rate).tolist(), strict=True):
            other = _LETTERS[int(rng.integers(0, 26))]
            if chance >= 1:
                letters.append(letter)
            elif chance < REPLACED:
                letters.append(other if other != letter else "x" if letter != "x" else "k")
            elif chance >= REPLACED + DROPPED:
                letters += [letter, other]
        words[at] = "".join(letters) or word
    return Paragraph(paragraph.original, words, paragraph.origin)

"""Metrics as Prometheus reads them from a listener."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx2 as httpx
from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True)
class Scraped:
    """One answer of a listener.

    Attributes:
        text: the whole of it.
        samples: each value with its name and labels.
    """

    text: str
    samples: tuple[tuple[str, Mapping[str, str], float], ...]

    def value(self, name: str, **labels: str) -> float:
        """The sum of the samples with this name and at least these labels; 0 where none is."""
        return sum(
            value
            for found, has, value in self.samples
            if found == name and labels.items() <= has.items()
        )

    def has(self, name: str) -> bool:
        """Whether there is a sample with this name."""
        return any(found == name for found, _, _ in self.samples)

    def labels(self, name: str) -> set[str]:
        """All values of a label, whatever metric has it."""
        return {has[name] for _, has, _ in self.samples if name in has}


def scrape(address: str) -> Scraped:
    """What a listener answers at ``host:port``."""
    reply = httpx.get(f"http://{address}/metrics", timeout=30)
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain; version=")
    return Scraped(reply.text, tuple(_samples(reply.text)))


def _samples(text: str) -> Iterator[tuple[str, Mapping[str, str], float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            yield sample.name, sample.labels, sample.value

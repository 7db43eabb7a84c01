"""The configuration of nginx in front of replicas."""

from __future__ import annotations

from pathlib import Path

from bench.replicas import nginx_configuration


def test_configuration_names_every_replica_and_writes_in_its_folder_alone(tmp_path: Path) -> None:
    found = nginx_configuration(8080, (9001, 9002), tmp_path)
    assert "listen 127.0.0.1:8080;" in found
    assert [line.split()[1] for line in found.splitlines() if "server 127" in line] == [
        "127.0.0.1:9001",
        "127.0.0.1:9002",
    ]
    written = [line.split()[1].strip(";") for line in found.splitlines() if "_path " in line]
    assert len(written) == 5
    assert all(Path(one).parent == tmp_path for one in written)
    assert found.count("{") == found.count("}")

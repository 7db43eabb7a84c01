"""What every process of a scaled-out site is told."""

from __future__ import annotations

from youcheng.storage.files import S3Settings


def shared_settings(address: str, database: str, bucket: S3Settings) -> dict[str, str]:
    """The environment variables that replicas, worker and commands have in common, as
    deploy/compose.yaml gives them to its parts.

    Args:
        address: where visitors come in.
        database: URL of the PostgreSQL.
        bucket: for the files.
    """
    return {
        "YOUCHENG_JOBS": "worker",
        "YOUCHENG_SAMPLE": "off",
        "YOUCHENG_PUBLIC_URL": address,
        "YOUCHENG_TRUSTED_PROXIES": '["127.0.0.1"]',
        "YOUCHENG_DATABASE_URL": database,
        "YOUCHENG_SECRET_KEY": "for the tests of two replicas alone",
        "YOUCHENG_S3_BUCKET": bucket.bucket,
        "YOUCHENG_S3_ENDPOINT": bucket.endpoint,
        "YOUCHENG_S3_REGION": bucket.region,
        "YOUCHENG_S3_ACCESS_KEY": bucket.access_key,
        "YOUCHENG_S3_SECRET_KEY": bucket.secret_key,
        "YOUCHENG_S3_PREFIX": bucket.prefix,
    }

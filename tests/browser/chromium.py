"""How the browser of the tests is started."""

from __future__ import annotations

from typing import Final

_SWITCHED_OFF: Final = (
    # For each window two pages would be loaded that suggest what to type into its address bar:
    # 0.6 seconds of a processor.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright 1.65 switches off itself: the last list that a browser is given counts.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
WITHOUT_FEATURES: Final = f"--disable-features={','.join(_SWITCHED_OFF)}"
"""A flag of Chromium."""
CHROMIUM_FLAGS: Final = (
    "--no-sandbox",
    # Pages are drawn without a GPU. Maps are drawn by Mesa, which keeps what it has compiled:
    # Chromium's own way compiles their shaders for each visitor, 5 seconds of a processor.
    "--disable-gpu-compositing",
    "--use-angle=gl-egl",
    "--ignore-gpu-blocklist",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    WITHOUT_FEATURES,
)

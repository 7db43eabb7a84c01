"""How the browser of tests and benchmarks is started."""

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
QUIET_FLAGS: Final = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_SWITCHED_OFF)}",
)
"""For a browser that does nothing but what its pages ask for."""
CHROMIUM_FLAGS: Final = (
    *QUIET_FLAGS,
    # Pages are drawn without a GPU. Maps are drawn by Mesa, which keeps what it has compiled:
    # Chromium's own way compiles their shaders for each visitor, 5 seconds of a processor.
    "--disable-gpu-compositing",
    "--use-angle=gl-egl",
    "--ignore-gpu-blocklist",
)
"""For the tests."""

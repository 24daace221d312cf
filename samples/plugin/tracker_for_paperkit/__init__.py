"""An example of a plug-in for paperkit. Its packs lie beside this file."""

from pathlib import Path

from paperkit.plugins import PackPlugin

packs = PackPlugin(api=1, folder=Path(__file__).parent / "packs")

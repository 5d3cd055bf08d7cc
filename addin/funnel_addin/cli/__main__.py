"""`python -m funnel_addin.cli` is the `funnel` command."""

import sys

from funnel_addin.cli import main

sys.exit(main())

"""`python -m server` and the installed command `zwiespraak` are the same."""

from server.cli.commands import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()

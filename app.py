"""What a WSGI server and the `flask` command start from."""

from marketplace import create_app

app = create_app()

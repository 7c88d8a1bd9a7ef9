"""Somebody with a browser without JavaScript, and the pages as a server serves them to one with it."""

import re
import threading
import time

import uvicorn
from starlette.testclient import TestClient

from flows.review.app import make_app
from flows.review.connections import Connections, Limits, listen
from flows.review.serving import config_for

MARK = re.compile(r'name="mark" value="([^"]+)"')
PASSWORD = "mot-hai-ba-bon"


class Person:
    """Somebody with a browser without JavaScript."""

    def __init__(self, site, host="127.0.0.1"):
        self.site = site
        self.client = TestClient(make_app(site), base_url=f"http://{host}", follow_redirects=False)

    def get(self, path, **options):
        return self.client.get(path, **options)

    def mark(self, path="/documents"):
        return MARK.search(self.get(path).text)[1]

    def post(self, path, **fields):
        page = self.get("/documents")  # which has a mark for whoever is signed in
        mark = MARK.search(page.text)[1] if page.status_code == 200 else self.mark("/login")
        return self.client.post(path, data={"mark": mark} | fields)

    @property
    def signed_in(self):
        return self.get("/documents").status_code == 200

    def sign_in(self, user, password=PASSWORD):
        return self.client.post("/login", data={"mark": self.mark("/login"), "user": user, "password": password})


class Pages:
    """The pages as a server serves them."""

    def __init__(self, site, limits=None):
        self.connections = Connections(limits or Limits(), site.proxies)
        listening = listen("127.0.0.1", 0, self.connections)
        self.port = listening.getsockname()[1]
        self.url = f"{'https' if site.settings.review_certificate else 'http'}://127.0.0.1:{self.port}"
        self.server = uvicorn.Server(config_for(site, self.connections))
        self.thread = threading.Thread(target=self.server.run, args=([listening],), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)

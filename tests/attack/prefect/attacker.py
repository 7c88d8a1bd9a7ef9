"""What an attacker does, at a page or from another account."""

import os
import signal
from base64 import b64encode
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

CHROMIUM = "/usr/bin/chromium"


SOCKETS = (
    "/api/events/in",
    "/api/events/out",
    "/api/logs/out",
    "/api/task_runs/subscriptions/scheduled",
    "/api/work_pools/any/workers/connect",
)


# What the page of an attacker does: token, list, change, start, and the streams of events; it tells what it got.
PAGE = """async ({base, deployment, mark, sockets}) => {
  const got = {};
  const ask = async (name, path, options = {}) => {
    try {
      const answer = await fetch(base + path, {credentials: 'include', ...options});
      got[name] = [answer.type, answer.status, answer.type === 'opaque' ? '' : await answer.text()];
    } catch (error) { got[name] = ['error', 0, '']; }
    return got[name][2];
  };
  let token = {};
  try {
    token = {'Prefect-Csrf-Client': 'evil', 'Prefect-Csrf-Token': JSON.parse(await ask('token', '/api/csrf-token?client=evil')).token};
  } catch (error) { }
  const body = (content, type) => ({method: 'POST', headers: {...token, 'Content-Type': type}, body: JSON.stringify(content)});
  const steps = [{'prefect.deployments.steps.run_shell_script': {script: `touch ${mark}`}}];
  const {id, ...named} = deployment, evil = {...named, pull_steps: steps};
  await ask('settings', '/ui-settings');
  await ask('docs', '/openapi.json');
  await ask('list', '/api/flows/filter', body({}, 'application/json'));
  await ask('change', '/api/deployments/', body(evil, 'application/json'));
  await ask('start', `/api/deployments/${id}/create_flow_run`, body({}, 'application/json'));
  await ask('blind', '/api/deployments/', {...body(evil, 'text/plain'), headers: {'Content-Type': 'text/plain'}, mode: 'no-cors'});
  const open = (path, protocols) => new Promise(done => {
    const socket = new WebSocket((base || location.origin).replace('http', 'ws') + path, protocols);
    const told = [];
    socket.onopen = () => { told.push('open'); socket.send(JSON.stringify({type: 'auth', token: null})); };
    socket.onmessage = message => told.push(message.data);
    socket.onclose = () => done(told);
    setTimeout(() => done(told), 4000);
  });
  for (const path of sockets) got[path] = (await Promise.all([open(path, ['prefect']), open(path, [])])).flat();
  return got;
}"""


needs_chromium = pytest.mark.skipif(not os.access(CHROMIUM, os.X_OK), reason="chromium is not installed")


def stop(served):
    """End a server; one that was ended already stays so."""
    if served.process.poll() is None:
        served.process.send_signal(signal.SIGINT)
        served.process.wait(timeout=60)


def asked(url, *, auth=None, method="GET", body=None, **headers):
    """Status and text of an answer to another account of the machine."""
    told = {"Authorization": "Basic " + b64encode(auth.encode()).decode()} if auth else {}
    request = Request(url, body, told | {"Content-Type": "application/json"} | headers, method=method)
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()

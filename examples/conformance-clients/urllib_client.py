# npx @signoff/conformance client --command "python3 urllib_client.py"
import json
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen


def respond(base_url, token, submission, deadline):
    """Sends a response; retries lost connections, 429 and 5xx until the deadline."""
    project = submission.get("project_id")
    path = f"/rest/v2.0/companies/{submission['company_id']}"
    path += f"/projects/{project}" if project else ""
    path += f"/workflows/instances/{submission['id']}/responses"
    response = {"attachments": {}, **submission["response"]}
    body = json.dumps({"response": response}).encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Procore-Company-Id": submission["company_id"],
    }
    for attempt in range(4):
        wait = 0.5 * 2**attempt
        try:
            with urlopen(Request(base_url + path, body, headers), timeout=3) as reply:
                return reply.status == 204
        except HTTPError as error:
            if error.code != 429 and error.code < 500:
                return False
            wait = float(error.headers.get("Retry-After", wait))
        except (URLError, OSError):
            pass
        if time.monotonic() + wait > deadline:
            return False
        time.sleep(wait)
    return False


for line in sys.stdin:
    call = json.loads(line)
    deadline = time.monotonic() + call["deadline_ms"] / 1000
    done = respond(call["base_url"], call["token"], call["submission"], deadline)
    print(json.dumps({"reports": "success" if done else "failure"}), flush=True)

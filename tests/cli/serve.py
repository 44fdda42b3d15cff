#!/usr/bin/env python3
"""serve.py FILE COMMAND: runs a bash command beside an HTTP server on this machine that misbehaves as the address asks:
$URL/BEHAVIOUR/NAME.gguf is FILE. Ends as the command does. $OTHER is the same server under another name and port, $TLS
one with a certificate that $CURL_CA_BUNDLE vouches for (where openssl is there). Each request is a line of requests.log:
PORT PATH RANGE IF-RANGE AUTHORIZATION."""
import collections, hashlib, http.server, json, os, ssl, subprocess, sys, threading, time

CONTENT = open(sys.argv[1], "rb").read()
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PADDED = 6 << 20  # the file and zeros behind it: more than the first request asks for
FAT = 3 << 30
VAST = 1 << 60
count = collections.Counter()
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        behaviour = self.path.split("/")[1]
        get = self.headers.get
        with lock:
            count[behaviour] += 1
            nth = count[behaviour]
            with open("requests.log", "a") as log:
                print(self.server.server_port, self.path, *(get(h, "-").replace(" ", "_") for h in ("Range", "If-Range", "Authorization")), file=log)
        handle = getattr(self, "get_" + behaviour, None)
        if handle is None:
            return self.answer(404, {})
        handle(nth)

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def wanted(self, total):
        """First and last byte, and whether only a part is meant."""
        text = self.headers.get("Range")
        if text is None:
            return 0, total - 1, False
        first, last = text.removeprefix("bytes=").split("-")
        return int(first), min(int(last or total - 1), total - 1), True

    def file(self, content=CONTENT, total=None, etag='"one"', ranges=True, if_range=True, send=None, **more):
        """The file as a good server gives it; send: so many bytes of the body, then the connection is closed."""
        total = total or len(content)
        first, last, part = self.wanted(total)
        asked = self.headers.get("If-Range")
        if not ranges or (if_range and asked is not None and asked != etag):
            first, last, part = 0, total - 1, False
        if part and first >= total:
            return self.answer(416, {"Content-Range": f"bytes */{total}"})
        headers = {"Content-Length": str(last - first + 1), "Content-Type": "application/octet-stream", **more}
        if etag:
            headers["ETag"] = etag
        if part:
            headers["Content-Range"] = f"bytes {first}-{last}/{total}"
        body = content[first : last + 1]
        if last + 1 - first < 1 << 26:
            body += bytes(last + 1 - first - len(body))
        if send is not None:
            body = body[:send]
            self.close_connection = True
        try:
            self.answer(206 if part else 200, headers, body)
        except (BrokenPipeError, ConnectionResetError):
            pass

    # ---- good ones ----

    def get_plain(self, nth):
        self.file()

    def get_noranges(self, nth):
        self.file(ranges=False)

    def get_padded(self, nth):
        self.file(total=PADDED)

    def get_hf(self, nth):
        """As Hugging Face: the checksum comes with a redirection to another host."""
        self.answer(302, {"Location": f"{os.environ['OTHER']}/cdn/x", "X-Linked-ETag": f'"{SHA256}"', "X-Linked-Size": str(len(CONTENT))})

    def get_hfcorrupt(self, nth):
        self.answer(302, {"Location": "/corrupt/x", "X-Linked-ETag": f'"{SHA256}"'})

    def get_cdn(self, nth):
        self.file(etag=f'"copy {nth}"', send=100000 if nth == 1 else None)  # copies are tagged as they like

    def get_noetagpadded(self, nth):
        self.file(total=PADDED, etag=None)

    def get_api(self, nth):
        """Hugging Face's list of a repository's files, or something else."""
        repo = self.path.removeprefix("/api/models/")
        files = {
            "Qwen/Qwen3-4B-GGUF": ["README.md", "Qwen3-4B-Q8_0.gguf", "Qwen3-4B-Q4_K_M.gguf", "Qwen3-4B-Q5_K_M.gguf"],
            "Qwen/Qwen3-0.6B-GGUF": ["Qwen3-0.6B-Q8_0.gguf"],
            "Qwen/Qwen2.5-1.5B-Instruct-GGUF": ["a-q5_k_m-00001-of-00002.gguf", "qwen2.5-1.5b-instruct-q5_k_m.gguf"],
        }
        if repo in files:
            return self.answer(200, {"Content-Type": "application/json"}, json.dumps({"id": repo, "siblings": [{"rfilename": f} for f in files[repo]]}).encode())
        self.answer(200, {}, b"<html>" if repo == "some/page" else b'[{"siblings": 1}]')

    def get_Qwen(self, nth):
        self.file()

    # ---- bad ones ----

    def get_cut(self, nth):
        self.file(send=60000 if nth <= 2 else None)

    def get_norangescut(self, nth):
        self.file(ranges=False, send=60000 if nth == 1 else None)

    def get_noetagcut(self, nth):
        self.file(etag=None, send=60000 if nth == 1 else None)

    def get_corrupt(self, nth):
        self.file(CONTENT[:-1000] + bytes([CONTENT[-1000] ^ 1]) + CONTENT[-999:])

    def get_loop(self, nth):
        self.answer(302, {"Location": self.path})

    def get_nowhere(self, nth):
        self.answer(302, {})

    def get_elsewhere(self, nth):
        self.answer(302, {"Location": "file:///etc/passwd"})

    def get_relative(self, nth):
        self.answer(307, {"Location": "../plain/x"})

    def get_downgrade(self, nth):
        self.answer(302, {"Location": f"{os.environ['URL']}/plain/x"})

    def get_limit(self, nth):
        self.answer(429, {"Retry-After": "1"}, b"slow down") if nth <= 2 else self.file()

    def get_limitdate(self, nth):
        self.answer(429, {"Retry-After": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2))}) if nth == 1 else self.file()

    def get_limitlong(self, nth):
        self.answer(429, {"Retry-After": "3600"})

    def get_down(self, nth):
        self.answer(503, {"Retry-After": "0"})

    def get_changes(self, nth):
        """Another file from the second request on."""
        self.file(send=60000) if nth == 1 else self.file(CONTENT + bytes(32), etag='"two"')

    def get_changesrudely(self, nth):
        """Likewise, and it sends the rest of the other file although asked for no part of it."""
        self.file(send=60000) if nth == 1 else self.file(CONTENT + bytes(32), etag='"two"', if_range=False)

    def get_shrinks(self, nth):
        self.file(send=60000) if nth == 1 else self.answer(416, {}) if nth == 2 else self.file(etag='"two"')

    def get_toomuch(self, nth):
        self.answer(206, {"Content-Range": f"bytes 0-999/{len(CONTENT)}"}, CONTENT[:2000])

    def get_toolittle(self, nth):
        self.answer(200, {"Content-Length": str(len(CONTENT) - 5000), "ETag": '"one"'}, CONTENT[:-5000])

    def get_elsebytes(self, nth):
        self.file(send=60000) if nth == 1 else self.answer(206, {"Content-Range": f"bytes 1-{len(CONTENT) - 1}/{len(CONTENT)}", "ETag": '"one"'}, CONTENT[1:])

    def get_badrange(self, nth):
        self.answer(206, {"Content-Range": "bytes 5-2/1"}, CONTENT[:4])

    def get_nolength(self, nth):
        self.answer(200, {"Transfer-Encoding": "chunked"}, b"4\r\nGGUF\r\n0\r\n\r\n")

    def get_gzip(self, nth):
        self.file(**{"Content-Encoding": "gzip"})

    def get_page(self, nth):
        self.answer(200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>log in</html>")

    def get_disguised(self, nth):
        self.answer(200, {"Content-Type": "application/octet-stream"}, b"<html>log in</html>" * 9)

    def get_empty(self, nth):
        self.answer(200, {})

    def get_gated(self, nth):
        if self.headers.get("Authorization") == "Bearer good":
            return self.file()
        self.answer(401, {"X-Error-Message": "Access to this model is restricted."})

    def get_forbidden(self, nth):
        self.answer(403, {})

    def get_gatedredirect(self, nth):
        self.answer(302, {"Location": f"{os.environ['OTHER']}/gated/x"})

    def get_stall(self, nth):
        if nth > 1:
            return self.file()
        self.file(send=60000)
        self.wfile.flush()
        time.sleep(20)

    def get_slow(self, nth):
        """Half at once, then nothing, until a later request."""
        if os.path.exists("faster"):
            return self.file()
        self.close_connection = False
        self.send_response(206)
        for name, value in {"Content-Range": f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}", "Content-Length": str(len(CONTENT)), "ETag": '"one"'}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(CONTENT[:60000])
        self.wfile.flush()
        time.sleep(20)

    def get_fat(self, nth):
        self.file(total=FAT)

    def get_vast(self, nth):
        self.file(total=VAST)

    def get_garbage(self, nth):
        self.wfile.write(b"what do you want?\r\n\r\n")
        self.close_connection = True

    def get_manyheaders(self, nth):
        self.send_response(200)
        try:
            for i in range(9000):
                self.send_header(f"X-{i}", "x" * 60)
            self.end_headers()
        except OSError:
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is what some tests are about."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(host):
    made = Server((host, 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return made


def tls_server():
    """Its certificate is its own authority."""
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem", *names], stderr=subprocess.DEVNULL)
    if made.returncode != 0:
        return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    tls = Server(("127.0.0.1", 0), Handler)
    tls.socket = context.wrap_socket(tls.socket, server_side=True)
    threading.Thread(target=tls.serve_forever, daemon=True).start()
    os.environ["TLS"] = f"https://localhost:{tls.server_port}"
    os.environ["CURL_CA_BUNDLE"] = os.path.abspath("cert.pem")


for variable in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(variable, None)
os.environ["URL"] = f"http://127.0.0.1:{server('127.0.0.1').server_port}"
os.environ["OTHER"] = f"http://localhost:{server('127.0.0.1').server_port}"
os.environ["SHA256"] = SHA256
if "$TLS" in sys.argv[2]:
    tls_server()
sys.exit(subprocess.run(["bash", "-c", sys.argv[2]]).returncode)

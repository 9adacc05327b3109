// A worker thread that replies to every POST as the contract's server does to a first response, to `me` with the sample
// person, and to every other GET with the sample instance. It parses no more than the end of each request: a slower server would flatter the client.
import { once } from "node:events";
import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";
import { sampleInstance } from "../sample-instance.ts";

const postReply =
	"HTTP/1.1 204 No Content\r\nIdempotency-Replayed: false\r\n\r\n";
const instanceReply = jsonReply({ data: sampleInstance });
const meReply = jsonReply({
	id: 101,
	login: "ada@harbor.example",
	name: "Ada Byron",
});

function jsonReply(data: unknown): string {
	const body = JSON.stringify(data);
	return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function replyTo(request: string): string {
	if (request.startsWith("POST")) return postReply;
	return request.startsWith("GET /rest/v1.0/me ") ? meReply : instanceReply;
}

const server = createServer((socket) => {
	let received = "";
	socket.setNoDelay(true);
	socket.setEncoding("latin1");
	socket.on("data", (chunk: string) => {
		received += chunk;
		for (
			let end = requestLength(received);
			end !== null;
			end = requestLength(received)
		) {
			socket.write(replyTo(received));
			received = received.slice(end);
		}
	});
	// A client may close its connection at any time.
	socket.on("error", () => socket.destroy());
});

/** Length of the first request in `text`; `null` while it is incomplete. */
function requestLength(text: string): number | null {
	const head = text.indexOf("\r\n\r\n");
	if (head < 0) return null;
	const length = /\r\ncontent-length: *([0-9]+)/i.exec(text)?.[1] ?? "0";
	const end = head + 4 + Number(length);
	return text.length < end ? null : end;
}

server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
parentPort?.postMessage(typeof address === "object" ? address?.port : null);

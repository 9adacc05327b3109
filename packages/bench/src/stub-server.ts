// A worker that answers every POST as the contract's server answers a first response, with as little as that takes: it
// looks for the end of each request, and whether it reads. The dearer the server, the better a client looks.
import { once } from "node:events";
import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";
import { instance } from "./sample-instance.ts";

const answer = "HTTP/1.1 204 No Content\r\nIdempotency-Replayed: false\r\n\r\n";
const read = JSON.stringify({ data: instance });
const readAnswer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${read.length}\r\n\r\n${read}`;

const server = createServer((socket) => {
	let received = "";
	socket.setNoDelay(true);
	socket.setEncoding("latin1");
	socket.on("data", (chunk: string) => {
		received += chunk;
		for (let end = endOf(received); end !== null; end = endOf(received)) {
			socket.write(received.startsWith("GET") ? readAnswer : answer);
			received = received.slice(end);
		}
	});
	// A client that is done hangs up as it likes.
	socket.on("error", () => socket.destroy());
});

function endOf(text: string): number | null {
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

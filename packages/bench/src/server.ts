// A worker that answers every request as the contract's server answers a first response, with as little as that takes:
// it looks for the end of each request, and for nothing else. The dearer the server, the better a client looks.
import { once } from "node:events";
import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";

const answer = "HTTP/1.1 204 No Content\r\nIdempotency-Replayed: false\r\n\r\n";

const server = createServer((socket) => {
	let received = "";
	socket.setNoDelay(true);
	socket.setEncoding("latin1");
	socket.on("data", (chunk: string) => {
		received += chunk;
		for (let end = endOf(received); end !== null; end = endOf(received)) {
			received = received.slice(end);
			socket.write(answer);
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

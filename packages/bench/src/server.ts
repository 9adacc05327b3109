// A worker that answers every POST as the contract's server answers a first response.
import { once } from "node:events";
import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

const server = createServer((request, response) => {
	request.resume().once("end", () => {
		response.writeHead(204, { "Idempotency-Replayed": "false" }).end();
	});
});

server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
parentPort?.postMessage(typeof address === "object" ? address?.port : null);

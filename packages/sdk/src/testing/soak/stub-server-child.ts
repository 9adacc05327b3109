// Replies 204 to every submission at once. Sends its parent the URL.
import { createServer } from "node:http";

const server = createServer((request, response) => {
	request.resume();
	request.on("end", () =>
		response.writeHead(204, { "Idempotency-Replayed": "false" }).end(),
	);
});
server.listen(0, "127.0.0.1", () => {
	const address = server.address();
	if (typeof address === "object" && address !== null)
		process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.on("disconnect", () => process.exit());

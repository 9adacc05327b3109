// Answers every submission 204 at once. Tells its parent where it listens.
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

import { serveClientCall } from "./respond.ts";

/** What `bun` and `deno serve` start. The options are Bun's; Deno takes flags. For tests alone. */
const worker: {
	hostname: string;
	port: number;
	idleTimeout: number;
	development: boolean;
	fetch(request: Request): Promise<Response>;
} = {
	hostname: "127.0.0.1",
	port: 0,
	// A settlement may take longer than the default.
	idleTimeout: 0,
	development: false,
	fetch: serveClientCall,
};

export default worker;

import { answer } from "./respond.ts";

/** What `bun` and `deno serve` start; the options are Bun's, for whom Deno has flags. For tests alone. */
const worker: {
	hostname: string;
	port: number;
	idleTimeout: number;
	development: boolean;
	fetch(request: Request): Promise<Response>;
} = {
	hostname: "127.0.0.1",
	port: 0,
	// A settlement takes its time.
	idleTimeout: 0,
	development: false,
	fetch: answer,
};

export default worker;

import { type CompanyFixture, serverDriver } from "@signoff/conformance";
import { describeSurface } from "@signoff/conformance/vitest";
import { parseFixture, serve } from "./index.ts";

/** Starts a server on a free port with a new ledger. */
async function start(
	company: CompanyFixture,
): Promise<{ url: string; stop(): Promise<void> }> {
	const fixture = parseFixture(company);
	if (fixture.kind === "invalid")
		throw new Error(JSON.stringify(fixture.issues));
	const server = await serve({
		port: 0,
		fixture: fixture.value,
		log: fail,
		logLevel: "error",
	});
	return { url: server.url, stop: server.close };
}

function fail(entry: object): never {
	throw new Error(`The edge logged ${JSON.stringify(entry)}`);
}

describeSurface("the edge on Node", serverDriver(start));

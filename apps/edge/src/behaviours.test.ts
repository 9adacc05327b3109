import { serverDriver } from "@signoff/conformance";
import { describeSurface } from "@signoff/conformance/vitest";
import { parseFixture } from "./fixture/load.ts";
import { serve } from "./hosts/node.ts";

describeSurface(
	"the edge on Node",
	serverDriver(async (company) => {
		const fixture = parseFixture(company);
		if (fixture.kind === "invalid")
			throw new Error(JSON.stringify(fixture.issues));
		const edge = await serve({
			port: 0,
			fixture: fixture.value,
			log: (entry) => {
				throw new Error(JSON.stringify(entry));
			},
		});
		return { url: edge.url, stop: edge.close };
	}),
);

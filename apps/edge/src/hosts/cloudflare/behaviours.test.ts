import { serverDriver } from "@signoff/conformance";
import { describeSurface } from "@signoff/conformance/vitest";
import { workerEdges } from "../../testing/workerd/harness.ts";

const edges = workerEdges();

describeSurface(
	"the edge in workerd",
	serverDriver(async (company) => {
		const { url } = await edges.start(company);
		return { url, stop: async () => {} };
	}),
);

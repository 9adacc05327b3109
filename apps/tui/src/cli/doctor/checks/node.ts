import manifest from "../../../../package.json" with { type: "json" };
import { type Check, good } from "../facts/check.ts";

/** The version of Node.js. An older one than is needed does not get this far. */
export const node: Check = {
	name: "node",
	needs: [],
	run: () =>
		Promise.resolve(
			good(
				`Node.js ${process.versions.node}, and signoff ${manifest.version}.`,
			),
		),
};

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** An npm registry on a free port of this machine, which holds the packages of the scope `@signoff` only. */
export type Registry = {
	url: string;
	/** Lines of an `.npmrc` that sends the scope, and nothing else, to it. */
	npmrc: string;
	/** What is published: `@signoff/sdk@0.1.0`, sorted. */
	versions: (names: readonly string[]) => Promise<string[]>;
	close: () => Promise<void>;
};

/** Starts an empty registry that stores its packages in a folder. */
export async function startRegistry(folder: string): Promise<Registry> {
	const server: Server = await runServer({
		configPath: join(folder, "config.yaml"),
		storage: join(folder, "storage"),
		// Nothing comes from another registry: a package that was not published is missing.
		uplinks: {},
		packages: { "@signoff/*": { access: ["$all"], publish: ["$all"] } },
		log: { type: "stdout", format: "json", level: "error" },
		web: { enable: false },
		self_path: folder,
	} as never);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}/`;
	return {
		url,
		npmrc: `@signoff:registry=${url}\n//127.0.0.1:${port}/:_authToken=rehearsal\n`,
		versions: async (names) => {
			const lists = await Promise.all(
				names.map((name) => versionsOf(url, name)),
			);
			return lists.flat().sort();
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

async function versionsOf(url: string, name: string): Promise<string[]> {
	const response = await fetch(`${url}${name.replace("/", "%2f")}`);
	if (response.status === 404) return [];
	const packument: { versions: Record<string, unknown> } = JSON.parse(
		await response.text(),
	);
	return Object.keys(packument.versions).map((version) => `${name}@${version}`);
}

import { pathToFileURL } from "node:url";

/**
 * The variables that make the command load a keychain of the tests in place of the system's: a JSON file. It fails as a
 * machine without a keychain does if the file is `broken`.
 *
 * @param file where it keeps its secrets
 */
export function fakeKeyring(file: string): Record<string, string> {
	const hook = `import { registerHooks } from "node:module";
registerHooks({ resolve: (name, context, next) => name === "@napi-rs/keyring"
	? { url: ${JSON.stringify(moduleUrl(file))}, shortCircuit: true }
	: next(name, context) });`;
	return {
		NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}`,
	};
}

function moduleUrl(file: string): string {
	const code = `import { existsSync, readFileSync, writeFileSync } from "node:fs";
const file = new URL(${JSON.stringify(pathToFileURL(file).href)});
const read = () => existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
export class AsyncEntry {
	constructor(service, name, options) {
		if (options.linux.store !== "secret-service") throw new Error("Another store.");
		this.name = service + " " + name;
	}
	async getPassword() { return read()[this.name] ?? null; }
	async setPassword(secret) {
		const all = read();
		const limit = all.limit ?? Infinity;
		if (secret.length > limit) throw new Error("The secret is too long.");
		writeFileSync(file, JSON.stringify({ ...all, [this.name]: secret }));
	}
	async deleteCredential() {
		const { [this.name]: gone, ...rest } = read();
		writeFileSync(file, JSON.stringify(rest));
		return gone !== undefined;
	}
}`;
	return `data:text/javascript,${encodeURIComponent(code)}`;
}

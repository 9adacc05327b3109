// Saves tokens, and stops before the new file replaces the old one; then sends its parent a message, to be killed.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { fileTokenStore } from "../node/file-token-store.ts";
import { storedTokens } from "./stored-tokens.ts";

fs.promises.rename = () => {
	process.send?.("written");
	return new Promise(() => undefined);
};
syncBuiltinESMExports();

const store = fileTokenStore(process.argv[2] ?? "");
await store.lock(() => store.save(storedTokens));

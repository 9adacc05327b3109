// Holds the lock of a token file and writes tokens one after the other until it is killed; sends its parent the number
// of each.
import type { Tokens } from "@signoff/core/oauth";
import { fileTokenStore } from "../node/file-token-store.ts";

const store = fileTokenStore(process.argv[2] ?? "");
await store.lock(async () => {
	for (let number = 1; ; number++) {
		const tokens: Tokens = {
			access_token: `access-${number}`,
			issued_at: number,
			expires_at: number,
			// Long enough that a write is interrupted by the kill.
			refresh_token: `refresh-${number}-${"x".repeat(100_000)}`,
			seed_refresh_token: null,
			audience: "app",
		};
		await store.save(tokens);
		process.send?.(number);
	}
});

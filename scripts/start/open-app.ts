import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "../lib/repository.ts";

/** Runs the built terminal app in this terminal; resolves when it exits. */
export async function openApp(
	url: string,
	token: string,
	companyId: string,
): Promise<void> {
	const app = spawn(process.execPath, [join(root, "apps/tui/dist/bin.js")], {
		stdio: "inherit",
		env: {
			...process.env,
			SIGNOFF_BASE_URL: url,
			SIGNOFF_TOKEN: token,
			SIGNOFF_COMPANY_ID: companyId,
			SIGNOFF_PROJECT_ID: "",
		},
	});
	process.once("SIGTERM", () => app.kill("SIGTERM"));
	await once(app, "exit");
	console.log(
		`\nThat was the sample company; none of its data is kept. To start again: npx -y pnpm@12.21.0 start`,
	);
}

import { spawn } from "node:child_process";
import {
	type IntegrationReply,
	type IntegrationRunner,
	withPlaceholders,
} from "./integration-runner.ts";

/** Runs the script with `sh` and curl. */
export const runCurl: IntegrationRunner = (text, baseUrl, token) => {
	const script = withPlaceholders(text, baseUrl, token);
	return async (isOtherOption) =>
		parseCurlOutput(
			await runShell(script, [
				isOtherOption ? "respond-other-option" : "respond",
			]),
		);
};

/** Runs a script with `sh` and resolves with what it prints. Rejects if it fails. */
export function runShell(
	script: string,
	arguments_: readonly string[] = [],
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn("sh", ["-s", "--", ...arguments_], {
			stdio: ["pipe", "pipe", "pipe"],
		});
		let output = "";
		let errors = "";
		child.stdout.on("data", (chunk) => {
			output += String(chunk);
		});
		child.stderr.on("data", (chunk) => {
			errors += String(chunk);
		});
		child.on("error", reject);
		child.on("close", (code) =>
			code === 0 ? resolve(output) : reject(new Error(errors)),
		);
		child.stdin.end(script);
	});
}

/** Parses what `curl --include` prints. */
export function parseCurlOutput(output: string): IntegrationReply {
	const [head = "", ...rest] = output.split("\r\n\r\n");
	const [statusLine = "", ...lines] = head.split("\r\n");
	return {
		status: Number(statusLine.split(" ")[1]),
		headers: Object.fromEntries(
			lines.map((line) => {
				const [name = "", ...value] = line.split(":");
				return [name.toLowerCase(), value.join(":").trim()];
			}),
		),
		body: rest.join("\r\n\r\n"),
	};
}

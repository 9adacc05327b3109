// Prints how many tests passed and failed, from vitest's JSON report. A file that fails without a failed test
// (it does not load) counts as one, and so does a run that fails for any other reason.
import { readFileSync } from "node:fs";

const [, , file, exitCode] = process.argv;
const { passed, failed } = counts(readFileSync(file, "utf8"));
const unseen = exitCode !== "0" && failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + unseen} failed`);

function counts(text) {
	if (text === "") return { passed: 0, failed: 0 };
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(text);
	const unloaded = testResults.filter(
		({ status, assertionResults }) =>
			status === "failed" &&
			assertionResults.every((each) => each.status !== "failed"),
	);
	return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

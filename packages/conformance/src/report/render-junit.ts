import { harmTexts } from "./harms.ts";
import type { BehaviourResult, ConformanceReport } from "./types.ts";

/**
 * The report as JUnit XML, which most CI systems read: one suite for each kind of outcome that a behaviour expects. An
 * unsupported behaviour is skipped.
 */
export function renderJunit({
	role,
	by_kind,
	behaviours,
}: ConformanceReport): string {
	const suites = Object.keys(by_kind).map((kind) =>
		renderSuite(
			`${role}.${kind}`,
			behaviours.filter(({ expected }) => expected === kind),
		),
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", { name: "signoff-conformance", ...counts(behaviours) }, suites)}\n`;
}

function renderSuite(name: string, results: BehaviourResult[]): string {
	const cases = results.map((result) => renderCase(name, result));
	return element("testsuite", { name, ...counts(results) }, cases);
}

function renderCase(classname: string, result: BehaviourResult): string {
	const { behaviour, form, verdict, harms, details, stderr } = result;
	const name = form === "name" ? `${behaviour} (option by name)` : behaviour;
	const children: string[] = [];
	if (verdict === "failed")
		children.push(
			element(
				"failure",
				{
					type: harms.join(" ") || "difference",
					message: harms.map((harm) => harmTexts[harm]).join("; "),
				},
				[escapeXml(details.join("\n"))],
			),
		);
	if (verdict === "unsupported")
		children.push(element("skipped", { message: details.join(" ") }, []));
	if (stderr !== undefined)
		children.push(element("system-err", {}, [escapeXml(stderr)]));
	return element(
		"testcase",
		{ classname, name, time: seconds([result]) },
		children,
	);
}

function counts(results: BehaviourResult[]): Record<string, string> {
	const of = (verdict: BehaviourResult["verdict"]): string =>
		String(results.filter((each) => each.verdict === verdict).length);
	return {
		tests: String(results.length),
		failures: of("failed"),
		errors: "0",
		skipped: of("unsupported"),
		time: seconds(results),
	};
}

function seconds(results: BehaviourResult[]): string {
	const ms = results.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
	return (ms / 1_000).toFixed(3);
}

function element(
	name: string,
	attributes: Record<string, string>,
	children: string[],
): string {
	const written = Object.entries(attributes).map(
		([key, value]) => ` ${key}="${escapeXml(value)}"`,
	);
	const start = `<${name}${written.join("")}`;
	return children.length === 0
		? `${start}/>`
		: `${start}>${children.join("\n")}</${name}>`;
}

/** XML has no form for most control characters, not even an escaped one: each becomes U+FFFD. */
function escapeXml(text: string): string {
	return text
		.toWellFormed()
		.replace(
			/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
			"\ufffd",
		)
		.replace(/[<>&"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

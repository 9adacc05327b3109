import type { ScreenContent } from "../../model/screen.ts";
import { loadingLines } from "../../ui/loading-lines.ts";
import type { Size } from "../../ui/page.ts";
import { readFailureLines } from "../../ui/read-failure.ts";
import { type Line, line, span } from "../../ui/styled-text.ts";
import type { AppTheme } from "../../ui/theme.ts";
import { wrapText } from "../../ui/wrap.ts";
import { loadingText, noCompanies, noCurrentStep } from "./copy.ts";
import type { StartupState } from "./state.ts";

/** Everything that this screen reads. `now` is in Unix milliseconds. */
export type StartupScene = { startup: StartupState; now: number };

/** Shows what is loaded, why loading failed, or the list of companies. */
export function startupContent(
	{ startup: state, now }: StartupScene,
	body: Size,
	theme: AppTheme,
): ScreenContent {
	return {
		title: state.kind === "choosing_company" ? "Company" : "Opening",
		body: bodyLines(state, body, theme, now),
	};
}

function bodyLines(
	state: StartupState,
	body: Size,
	theme: AppTheme,
	now: number,
): Line[] {
	const { columns } = body;
	switch (state.kind) {
		case "loading":
			return loadingLines(
				loadingText[state.resource],
				now - state.startedAt,
				columns,
				theme,
			);
		case "failed":
			return readFailureLines(state.outcome, state.message, columns, theme);
		case "no_current_step":
			return wrapped(noCurrentStep(state.instance), columns);
		case "choosing_company":
			return state.companies.length === 0
				? wrapped(noCompanies, columns)
				: companyLines(state, body, theme);
	}
}

function wrapped(text: string, columns: number): Line[] {
	return wrapText(text, columns).map((row) => line(row));
}

function companyLines(
	{ companies, cursor }: Extract<StartupState, { kind: "choosing_company" }>,
	{ rows }: Size,
	theme: AppTheme,
): Line[] {
	const from = Math.max(0, cursor - rows + 1);
	return companies.slice(from, from + rows).map(({ id, name }, index): Line => {
		const selected = from + index === cursor;
		return {
			...line(
				span(selected ? theme.glyphs.cursor : "  ", "strong"),
				name ?? id,
				span(`  ${id}`, "faint"),
			),
			selected,
		};
	});
}

import type { Outcome } from "@signoff/core";
import type { Project } from "@signoff/core/contract";
import type { Watched } from "../../../model/watched.ts";
import type { FilterAction } from "../../ui/filter-keys.ts";
import type { MoveAction } from "../../ui/list-keys.ts";
import { companyLabel } from "./copy.ts";

/** A row of the choice: a project, or the company's own items. */
export type ProjectRow = {
	/** `null`: the company's own items. */
	project: Project | null;
	label: string;
	isMarked: boolean;
};

/** The choice of the projects that the inbox shows. */
export type ProjectsState =
	/** `startedAt`: Unix milliseconds. */
	| { kind: "loading"; startedAt: number }
	| { kind: "failed"; outcome: Outcome; message: string }
	| {
			kind: "choosing";
			rows: ProjectRow[];
			/** An index in the rows that fit the filter. */
			cursor: number;
			/** The index of the first row on the screen. */
			top: number;
			filter: string;
			/** Whether the filter is being typed. */
			filtering: boolean;
	  };

export type Choosing = Extract<ProjectsState, { kind: "choosing" }>;

export type ProjectsScreenAction =
	| MoveAction
	| { kind: "marked" }
	| { kind: "all_marked" }
	| FilterAction
	/** `watched`: the choice so far. */
	| { kind: "projects_listed"; projects: Project[]; watched: Watched | null }
	| { kind: "projects_failed"; outcome: Outcome; message: string };

/** Before the projects are listed. */
export function newProjects(startedAt: number): ProjectsState {
	return { kind: "loading", startedAt };
}

/** Of more projects none is marked at first: each takes requests at every refresh. */
const maxMarkedAtFirst = 10;

/** The rows that fit the filter. */
export function shownRows({ rows, filter }: Choosing): ProjectRow[] {
	const wanted = filter.trim().toLowerCase();
	return rows.filter(({ label }) => label.toLowerCase().includes(wanted));
}

/** The choice; `null` if nothing is marked. */
export function chosen({ rows }: Choosing): Watched | null {
	const marked = rows.filter(({ isMarked }) => isMarked);
	if (marked.length === 0) return null;
	if (marked.length === rows.length) return { kind: "all" };
	const projects = marked.flatMap(({ project }) => project ?? []);
	const company = projects.length < marked.length;
	return { kind: "some", company, projects };
}

/** @param height the number of rows on the screen */
export function reduceProjects(
	state: ProjectsState,
	action: ProjectsScreenAction,
	height: number,
): ProjectsState {
	switch (action.kind) {
		case "projects_listed":
			return newChoice(action.projects, action.watched);
		case "projects_failed": {
			const { outcome, message } = action;
			return { kind: "failed", outcome, message };
		}
		default:
			return state.kind === "choosing"
				? keepCursorVisible(reduceChoice(state, action), height)
				: state;
	}
}

function newChoice(projects: Project[], watched: Watched | null): Choosing {
	const isMarked = (project: Project | null): boolean => {
		if (watched === null) return projects.length <= maxMarkedAtFirst;
		if (watched.kind === "all") return true;
		return project === null
			? watched.company
			: watched.projects.some(({ id }) => id === project.id);
	};
	const rows = [null, ...projects].map((project) => ({
		project,
		label: labelOf(project),
		isMarked: isMarked(project),
	}));
	return {
		kind: "choosing",
		rows,
		cursor: 0,
		top: 0,
		filter: "",
		filtering: false,
	};
}

function labelOf(project: Project | null): string {
	if (project === null) return companyLabel;
	return project.name === null ? project.id : `${project.name} (${project.id})`;
}

function reduceChoice(
	state: Choosing,
	action: Exclude<
		ProjectsScreenAction,
		{ kind: "projects_listed" | "projects_failed" }
	>,
): Choosing {
	switch (action.kind) {
		case "moved":
			return { ...state, cursor: state.cursor + action.by };
		case "marked": {
			const row = shownRows(state)[state.cursor];
			return {
				...state,
				rows: state.rows.map((each) =>
					each === row ? { ...each, isMarked: !each.isMarked } : each,
				),
			};
		}
		case "all_marked": {
			const shown = new Set(shownRows(state));
			const isMarked = ![...shown].every((row) => row.isMarked);
			return {
				...state,
				rows: state.rows.map((row) =>
					shown.has(row) ? { ...row, isMarked } : row,
				),
			};
		}
		case "filter_opened":
			return { ...state, filtering: true };
		case "filter_typed":
			return { ...state, filter: state.filter + action.text, cursor: 0 };
		case "filter_erased":
			return {
				...state,
				filter: [...state.filter].slice(0, -1).join(""),
				cursor: 0,
			};
		case "filter_applied":
			return { ...state, filtering: false };
		case "filter_cleared":
			return { ...state, filtering: false, filter: "", cursor: 0 };
	}
}

function keepCursorVisible(state: Choosing, height: number): Choosing {
	const last = Math.max(0, shownRows(state).length - 1);
	const cursor = Math.max(0, Math.min(state.cursor, last));
	const top = Math.max(
		cursor - Math.max(1, height) + 1,
		Math.min(state.top, cursor),
		0,
	);
	return { ...state, cursor, top };
}

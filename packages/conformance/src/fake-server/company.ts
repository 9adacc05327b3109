import type { Attachments, Scope } from "@signoff/core";
import type { Fixture } from "@signoff/core/fixture";
import type { ResponseType } from "@signoff/core/server";
import type { Paging } from "./types.ts";

/** A person of the company. */
export type Person = Fixture["people"][number];

/** A step of a template. */
export type TemplateStep = Fixture["templates"][number]["steps"][number] & {
	uuid: string;
};

/** The steps that an instance goes through. */
export type Template = Omit<Fixture["templates"][number], "steps"> & {
	steps: TemplateStep[];
};

/** A response on record. */
export type StoredResponse = {
	id: string;
	person: Person;
	option_id: string;
	comment: string | null;
	attachments: Attachments;
	/** ISO 8601, UTC, as every time of the company. */
	submitted_at: string;
};

/** A step occurrence. */
export type StepOccurrence = {
	id: string;
	/** Index of the step in the template, from 0. */
	index: number;
	rule: TemplateStep;
	started_at: string;
	overdue_at: string | null;
	ended_at: string | null;
	ended_by: ResponseType | null;
	responses: StoredResponse[];
};

/** A workflow instance. */
export type WorkflowInstance = {
	id: string;
	project_id: string | null;
	template: Template;
	item_id: string;
	created_by: Person | null;
	created_at: string;
	updated_at: string;
	ended_at: string | null;
	ended_by: ResponseType | null;
	/** Oldest first. */
	steps: StepOccurrence[];
	current: StepOccurrence | null;
};

/** Everything that the server holds. */
export type Company = {
	id: string;
	name: string;
	projects: Fixture["projects"];
	people: Person[];
	templates: Template[];
	/** By id, in the order they were created. */
	instances: Map<string, WorkflowInstance>;
	/** The numbers that were given last as ids. */
	lastIds: { instance: number; step: number; response: number };
	/** How a page of a list of instances names the next one. @default "link" */
	paging?: Paging;
};

/** Increments a counter and returns its value as an id. */
export function nextId(
	{ lastIds }: Company,
	counter: keyof Company["lastIds"],
): string {
	lastIds[counter] += 1;
	return String(lastIds[counter]);
}

/** The instance with this id; `null` if it does not live at this level (contract §1). */
export function findInstance(
	{ instances }: Company,
	{ project_id = null }: { project_id?: Scope["project_id"] | null },
	id: string,
): WorkflowInstance | null {
	const instance = instances.get(id);
	return instance?.project_id === project_id ? instance : null;
}

/** The person with this id. Throws if there is none: a valid fixture refers to its own people only. */
export function getPerson({ people }: Company, id: string): Person {
	const person = people.find((each) => each.id === id);
	if (person === undefined)
		throw new Error("The company refers to a person whom it does not hold.");
	return person;
}

/** A time as ISO 8601, UTC. @param at Unix milliseconds */
export function toIsoTime(at: number): string {
	return new Date(at).toISOString();
}

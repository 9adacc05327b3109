import type { Instance, Me, Scope } from "@signoff/core/contract";
import type { ClientContext } from "../context/client-context.ts";
import type { ReadOptions } from "../options/read-options.ts";
import type { TaskQueue } from "../util/task-queue.ts";
import type { KnownInstances } from "./inbox-known.ts";
import { instanceKey } from "./inbox-options.ts";
import type { ProgressReporter } from "./inbox-progress.ts";
import {
	type InstanceList,
	type ListSource,
	listKey,
} from "./inbox-sources.ts";
import { getInstance, listInstances } from "./instances.ts";
import { knownOrReadMe } from "./me.ts";
import { type WaitingStep, waitingStepOf } from "./waiting-step.ts";

/** A part of an inbox run. A task sends one request at a time, and adds the tasks that follow from its result. */
export type InboxTask = PersonTask | ScopeTask | ListTask | InstanceTask;

type PersonTask = {
	kind: "person";
	scope: Scope;
	person: PromiseWithResolvers<Me>;
};
type ScopeTask = { kind: "scope"; scope: Scope; person: Promise<Me> };
type ListTask = { kind: "list"; list: InstanceList; me: Me };
type InstanceTask = {
	kind: "instance";
	list: InstanceList;
	me: Me;
	id: string;
	/** The instance as it was read before, if it has not changed; it is not read again. */
	known: Instance | null;
};

/** What the tasks of one run share. */
export type TaskContext = {
	client: ClientContext;
	readOptions: ReadOptions;
	queue: TaskQueue<InboxTask>;
	progress: ProgressReporter;
	known: KnownInstances;
	listsOf: ListSource;
	/** True for a list that an earlier run has completed. */
	isDone: (key: string) => boolean;
};

/** Returns a function that executes tasks, and resolves with the waiting steps that a task finds. */
export function createTaskRunner({
	client,
	readOptions,
	queue,
	progress,
	known,
	listsOf,
	isDone,
}: TaskContext): (task: InboxTask) => Promise<WaitingStep[]> {
	const visited = new Set<string>();

	/** True the first time: scopes may overlap, and a page may repeat rows of the one before. */
	function visit(key: string): boolean {
		return visited.size !== visited.add(key).size;
	}

	async function findLists({ scope, person }: ScopeTask): Promise<void> {
		// The lists of a page are added together: an idle worker would take the first one that is found, not the best one.
		let found: InstanceList[] = [];
		let timer: ReturnType<typeof setTimeout> | undefined;
		const addFound = (me: Me): void => {
			clearTimeout(timer);
			timer = undefined;
			for (const list of found) addList(list, me);
			found = [];
		};
		try {
			for await (const list of listsOf(scope)) {
				const me = await person;
				found.push(list);
				timer ??= setTimeout(addFound, 0, me);
			}
		} finally {
			if (found.length > 0) addFound(await person);
		}
		await person;
	}

	function addList(list: InstanceList, me: Me): void {
		const key = listKey(list);
		if (!visit(key)) return;
		if (isDone(key)) {
			progress.skippedList();
			return;
		}
		progress.found("list");
		queue.add({ kind: "list", list, me }, listRank(list, me));
	}

	/** Where something waited before, it is likely again. Then one list of each scope comes before the second of any. */
	function listRank(list: InstanceList, me: Me): number {
		if (known.hasWaitingIn(list, me)) return ranks.waitedBefore;
		return known.hasAnyIn(list.scope)
			? ranks.knownScope
			: ranks.otherLists + Math.min(list.turn, maxListRank);
	}

	async function readList({ list, me }: ListTask): Promise<void> {
		const { scope } = list;
		const filters = { ...list.filters, active: true };
		const rows = listInstances(client, scope, filters, readOptions);
		let toRead = 0;
		for await (const { id, ended_at, updated_at } of rows) {
			const key = instanceKey(scope, id);
			if (ended_at !== null || !visit(key)) continue;
			const before = known.unchanged(key, updated_at);
			progress.found("instance");
			if (before === null) toRead++;
			queue.add(
				{ kind: "instance", list, me, id, known: before },
				toRead <= firstReads ? ranks.soon : ranks.moreInstances,
			);
		}
		progress.ended("list", {});
	}

	async function readInstance(task: InstanceTask): Promise<WaitingStep[]> {
		const { list, me, id } = task;
		const { scope } = list;
		const instance =
			task.known ?? (await getInstance(client, scope, id, readOptions));
		progress.ended("instance", { known: { scope, instance } });
		const step = waitingStepOf(instance, list, me);
		return step === null ? [] : [step];
	}

	return async (task) => {
		switch (task.kind) {
			case "person":
				// A failure is reported by the scopes that wait for this person.
				await knownOrReadMe(client, task.scope, readOptions).then(
					task.person.resolve,
					task.person.reject,
				);
				return [];
			case "scope":
				await findLists(task);
				return [];
			case "list":
				await readList(task);
				return [];
			case "instance":
				return readInstance(task);
		}
	};
}

/** A list with more instances does not delay other lists: these are read after all lists. */
const firstReads = 5;

const maxListRank = 1_000;

const ranks = {
	soon: 0,
	scopes: 1,
	waitedBefore: 2,
	knownScope: 3,
	otherLists: 4,
	moreInstances: 5 + maxListRank,
} as const;

/** Adds the first tasks of a run: the person is read once for each company, before its scopes. */
export function addScopes(
	scopes: Scope[],
	{ add }: TaskQueue<InboxTask>,
): void {
	const people = new Map<string, Promise<Me>>();
	for (const scope of scopes) {
		if (people.has(scope.company_id)) continue;
		const person = Promise.withResolvers<Me>();
		// If every scope fails before it waits for the person, the rejection must not count as unhandled.
		person.promise.catch(() => {});
		people.set(scope.company_id, person.promise);
		add({ kind: "person", scope, person }, ranks.soon);
	}
	for (const scope of scopes) {
		const person = people.get(scope.company_id);
		if (person !== undefined)
			add({ kind: "scope", scope, person }, ranks.scopes);
	}
}

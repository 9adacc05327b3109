/**
 * The first version of a ledger's tables. Files with it exist, so it never changes: a later version is a migration.
 *
 * Comments and attachments are stored as JSON text, because only that preserves U+0000 on every host.
 */
export const schemaVersion1: readonly string[] = [
	`CREATE TABLE company (
		id TEXT PRIMARY KEY NOT NULL,
		name TEXT NOT NULL
	) STRICT`,
	`CREATE TABLE counters (
		name TEXT PRIMARY KEY NOT NULL,
		value INTEGER NOT NULL
	) STRICT`,
	`CREATE TABLE projects (
		id TEXT PRIMARY KEY NOT NULL,
		name TEXT NOT NULL
	) STRICT`,
	`CREATE TABLE people (
		id TEXT PRIMARY KEY NOT NULL,
		login TEXT NOT NULL,
		name TEXT NOT NULL,
		company TEXT NOT NULL,
		token_hash TEXT UNIQUE
	) STRICT`,
	`CREATE TABLE templates (
		id TEXT PRIMARY KEY NOT NULL,
		position INTEGER NOT NULL,
		name TEXT NOT NULL,
		tool_type TEXT NOT NULL,
		tool_subtype TEXT,
		tool_name TEXT NOT NULL,
		provider TEXT NOT NULL,
		steps TEXT NOT NULL
	) STRICT`,
	`CREATE TABLE assignees (
		person_id TEXT NOT NULL,
		template_id TEXT NOT NULL,
		step_index INTEGER NOT NULL,
		PRIMARY KEY (person_id, template_id, step_index)
	) STRICT, WITHOUT ROWID`,
	`CREATE TABLE instances (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		project_id TEXT,
		template_id TEXT NOT NULL,
		tool_type TEXT NOT NULL,
		tool_subtype TEXT,
		item_id TEXT NOT NULL,
		created_by TEXT,
		created_at TEXT NOT NULL,
		updated_at TEXT NOT NULL,
		ended_at TEXT,
		ended_by TEXT,
		step_id TEXT,
		step_index INTEGER,
		overdue_at TEXT
	) STRICT`,
	`CREATE INDEX instances_listed ON instances (project_id, tool_type, seq)`,
	`CREATE TABLE steps (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		instance_id TEXT NOT NULL,
		step_index INTEGER NOT NULL,
		started_at TEXT NOT NULL,
		overdue_at TEXT,
		ended_at TEXT,
		ended_by TEXT
	) STRICT`,
	`CREATE INDEX steps_of_instance ON steps (instance_id, seq)`,
	// The key guarantees one response per person and step, even if a decision is wrong.
	`CREATE TABLE responses (
		step_id TEXT NOT NULL,
		person_id TEXT NOT NULL,
		id TEXT NOT NULL,
		option_id TEXT NOT NULL,
		comment TEXT NOT NULL,
		attachments TEXT NOT NULL,
		submitted_at TEXT NOT NULL,
		PRIMARY KEY (step_id, person_id)
	) STRICT, WITHOUT ROWID`,
];

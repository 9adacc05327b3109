/**
 * Counts and indexes for lists, so that the cost of a page does not depend on how many instances are stored, and a
 * table that is written to see whether the storage can be used.
 *
 * `instance_counts` has the number of instances of a template at a step; the step is -1 once they have ended, and the
 * project is empty at company level. Triggers keep it.
 */
export const schemaVersion2: readonly string[] = [
	`CREATE TABLE readiness (
		id INTEGER PRIMARY KEY,
		filler BLOB NOT NULL
	) STRICT`,
	`CREATE TABLE instance_counts (
		project_id TEXT NOT NULL,
		template_id TEXT NOT NULL,
		step_index INTEGER NOT NULL,
		count INTEGER NOT NULL,
		PRIMARY KEY (project_id, template_id, step_index)
	) STRICT, WITHOUT ROWID`,
	`INSERT INTO instance_counts (project_id, template_id, step_index, count)
		SELECT COALESCE(project_id, ''), template_id, COALESCE(step_index, -1), COUNT(*) FROM instances GROUP BY 1, 2, 3`,
	`CREATE TRIGGER count_new_instance AFTER INSERT ON instances BEGIN
		INSERT INTO instance_counts (project_id, template_id, step_index, count)
			VALUES (COALESCE(NEW.project_id, ''), NEW.template_id, COALESCE(NEW.step_index, -1), 1)
			ON CONFLICT DO UPDATE SET count = count + 1;
	END`,
	`CREATE TRIGGER count_moved_instance AFTER UPDATE OF step_index ON instances
		WHEN OLD.step_index IS NOT NEW.step_index BEGIN
		UPDATE instance_counts SET count = count - 1 WHERE project_id = COALESCE(OLD.project_id, '')
			AND template_id = OLD.template_id AND step_index = COALESCE(OLD.step_index, -1);
		INSERT INTO instance_counts (project_id, template_id, step_index, count)
			VALUES (COALESCE(NEW.project_id, ''), NEW.template_id, COALESCE(NEW.step_index, -1), 1)
			ON CONFLICT DO UPDATE SET count = count + 1;
	END`,
	"DROP TABLE assignees",
	"DROP INDEX instances_listed",
	"CREATE INDEX instances_of_template ON instances (project_id, template_id, seq)",
	"CREATE INDEX instances_at_step ON instances (project_id, template_id, step_index, seq) WHERE step_index IS NOT NULL",
	"CREATE INDEX instances_ended ON instances (project_id, template_id, seq) WHERE step_index IS NULL",
	"CREATE INDEX instances_due ON instances (project_id, template_id, step_index, overdue_at) WHERE overdue_at IS NOT NULL",
	"CREATE INDEX instances_of_item ON instances (project_id, tool_type, item_id, seq)",
];

import type { CompletedCommand, CompletionModel, Values } from "./model.ts";

/** A completion script for bash. It needs no `bash-completion`, and works in bash 3.2, as macOS has it. */
export function bashScript({ commands, app }: CompletionModel): string {
	const names = commands.map(({ name }) => name).join(" ");
	const withValue = new Set(
		[...commands.flatMap(({ flags }) => flags), ...app]
			.filter(({ values }) => values !== null)
			.map(({ name }) => `--${name}`),
	);
	return `# bash completion for signoff. Load it with: source <(signoff completion bash)

_signoff_words() {
	local word
	while IFS= read -r word; do
		case $word in
			"$cur"*) COMPREPLY+=("$(printf %q "$word")") ;;
		esac
	done
}

_signoff_files() {
	compopt -o filenames 2>/dev/null
	COMPREPLY=($(IFS=$'\\n'; compgen -f -- "$cur"))
}

_signoff() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
	local command= position=0 at word
	COMPREPLY=()
	# Bash separates --flag=value into three words.
	if [ "$cur" = = ]; then
		cur=
	elif [ "$prev" = = ]; then
		prev=\${COMP_WORDS[COMP_CWORD-2]}
	fi
	for ((at = 1; at < COMP_CWORD; at++)); do
		word=\${COMP_WORDS[at]}
		case $word in
			${[...withValue].join("|")})
				[ "\${COMP_WORDS[at+1]}" = = ] && ((at++))
				((at++))
				;;
			-*|=) ;;
			*) if [ -z "$command" ]; then command=$word; else ((position++)); fi ;;
		esac
	done
	case "$command $prev" in
${commands.flatMap(flagCases).join("\n")}
	esac
	case $cur in
		-*)
			case $command in
				'') _signoff_words < <(printf '%s\\n' ${app.map(({ name }) => `--${name}`).join(" ")}) ;;
${commands.map(({ name, flags }) => `				${name}) _signoff_words < <(printf '%s\\n' ${flags.map((flag) => `--${flag.name}`).join(" ")}) ;;`).join("\n")}
			esac
			return
			;;
	esac
	case "$command $position" in
		' 0') _signoff_words < <(printf '%s\\n' ${names}) ;;
${commands.flatMap(positionalCases).join("\n")}
	esac
}

complete -F _signoff signoff
`;
}

function flagCases({ name, flags }: CompletedCommand): string[] {
	return flags.flatMap((flag) => {
		if (flag.values === null) return [];
		return `		'${name} --${flag.name}') ${action(flag.values)}; return ;;`;
	});
}

function positionalCases({ name, positionals }: CompletedCommand): string[] {
	return positionals.map(
		(values, at) => `		'${name} ${at}') ${action(values)} ;;`,
	);
}

function action(values: Values): string {
	switch (values.kind) {
		case "words":
			return `_signoff_words < <(printf '%s\\n' ${values.words.join(" ")})`;
		case "files":
			return "_signoff_files";
		case "options":
			return `_signoff_words < <("\${COMP_WORDS[0]}" completion options -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)`;
		case "any":
			return ":";
	}
}

// Beyond the language itself, what every engine has: browsers, workers, Node, Deno, Bun.
declare function atob(data: string): string

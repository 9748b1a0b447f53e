// Modules of the reference bear the names by which they are imported: "core/src" is @nablajs/core, "symbolic/src/check" @nablajs/symbolic/check.
const MODULE = 2

export function load(app) {
  app.converter.on("createDeclaration", (_, reflection) => {
    const [, folder, entry] = /^([\w-]+)\/src(?:\/([\w-]+))?$/.exec(reflection.name) ?? []
    if (folder && reflection.kindOf(MODULE)) reflection.name = `@nablajs/${folder}${!entry || entry === "index" ? "" : `/${entry}`}`
  })
}

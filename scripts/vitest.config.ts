import { project } from "../vitest.shared.ts"

export default project("repository", { include: ["*.test.ts", "lib/*.test.ts"], testTimeout: 60_000 })

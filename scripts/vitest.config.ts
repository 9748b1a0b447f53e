import { project } from "../vitest.shared.ts"

export default project("repository", { testTimeout: 120_000 })

// What is known of the nodes of one table, by their ids: a list is read faster than a map, and ids leave few gaps.
import type { Node } from "./node.ts"

export class Known<T> {
  private readonly list: (T | undefined)[] = []

  get(node: Node): T | undefined {
    return this.list[node.id]
  }

  has(node: Node): boolean {
    return this.list[node.id] !== undefined
  }

  set(node: Node, value: T): void {
    while (this.list.length <= node.id) this.list.push(undefined)
    this.list[node.id] = value
  }
}

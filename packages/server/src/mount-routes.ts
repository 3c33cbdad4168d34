import { addFormRoutes } from './control/forms/routes.ts'
import { addIntakeRoutes } from './pipeline/intake/routes.ts'
import type { DeskDoor } from './pipeline/desk/submit-command.ts'
import { addLeadRoutes } from './pipeline/leads/routes.ts'
import type { HttpApp } from './platform/http/create-http-app.ts'
import { addOpenRoutes, type OpenRoutesOptions } from './platform/http/open-routes.ts'

/** What the routes work with. */
export type MountOptions = OpenRoutesOptions & DeskDoor

/** Adds every route of the server: one line for each part that has some. */
export function mountRoutes(http: HttpApp, options: MountOptions): void {
  const { routes } = http
  addOpenRoutes(http, options)
  addIntakeRoutes(routes, options)
  addLeadRoutes(routes, options)
  addFormRoutes(routes, options)
}

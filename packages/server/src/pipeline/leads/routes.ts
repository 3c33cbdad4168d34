import type { Routes } from '../../platform/http/route.ts'
import type { DeskDoor } from '../desk/read.ts'
import { addBulkRoutes } from './bulk-routes.ts'
import { addCommandRoutes } from './command-routes.ts'
import { addReadRoutes } from './read-routes.ts'

/** Adds what can be asked of leads that exist, and of their decisions. */
export function addLeadRoutes(routes: Routes, options: DeskDoor): void {
  addReadRoutes(routes, options)
  addBulkRoutes(routes, options)
  addCommandRoutes(routes, options)
}

import type { Database } from '../../platform/db/database.ts'
import type { Routes } from '../../platform/http/route.ts'
import { addCsvRoutes } from './csv-routes.ts'
import { addFeedRoutes } from './feeds/routes.ts'
import { addPatchRoute, addReadRoutes, addRecordRoutes } from './record-routes.ts'
import { peopleResources, rosterResource } from './resources.ts'

/** Adds the People API: owners, teams, pools, members, shared hours, absences, calendar feeds, do-not-contact entries; and each as CSV. */
export function addPeopleRoutes(routes: Routes, db: Database): void {
  addReadRoutes(routes, db, rosterResource)
  addPatchRoute(routes, db, rosterResource)
  for (const resource of peopleResources) addRecordRoutes(routes, db, resource)
  addFeedRoutes(routes, db)
  addCsvRoutes(routes, db)
}

import { type Crew, crewOf, patchedCrew } from './group-draft.ts'
import { countDirectoryGroups, type DirectoryGroupRow, listDirectoryGroups } from './group-queries.ts'
import { addCrew, changeCrew, crewFrom, removeCrew, requireCrew } from './keep-group.ts'
import type { ResourceKind } from './resource-routes.ts'
import { groupResource } from './resource-view.ts'

/** Groups, as a directory keeps them. */
export const directoryGroups: ResourceKind<DirectoryGroupRow, Crew> = {
  path: 'Groups',
  name: 'Group',
  summaries: {
    list: 'Lists groups for a directory.',
    read: 'Reads a group for a directory.',
    create: 'Makes a group with its members, for a directory.',
    replace: 'Sets a group and its members anew, for a directory.',
    patch: 'Changes a group or its members, for a directory.',
    delete: 'Deletes a group for a directory; its members stay users, without the roles that it gave.',
  },
  notFound: 'group_not_found',
  listed: { count: countDirectoryGroups, list: listDirectoryGroups },
  view: groupResource,
  draftOf: crewOf,
  patched: (row, steps) => patchedCrew(crewFrom(row), steps),
  require: requireCrew,
  add: addCrew,
  change: (db, keeper, { id, plan }) => changeCrew(db, keeper, { groupId: id, plan }),
  remove: (db, keeper, { id, check }) => removeCrew(db, keeper, { groupId: id, check }),
}

import { addPerson, changePerson, personFrom, removePerson, requirePerson } from './keep-user.ts'
import { patchedPerson, type Person, personOf } from './person-draft.ts'
import type { ResourceKind } from './resource-routes.ts'
import { userResource } from './resource-view.ts'
import { countDirectoryUsers, type DirectoryUserRow, listDirectoryUsers } from './user-queries.ts'

/** Users, as a directory keeps them. */
export const directoryUsers: ResourceKind<DirectoryUserRow, Person> = {
  path: 'Users',
  name: 'User',
  summaries: {
    list: 'Lists users for a directory.',
    read: 'Reads a user for a directory.',
    create: 'Makes a user for a directory, or brings one back that it deleted.',
    replace: 'Sets a user anew, for a directory.',
    patch: 'Changes parts of a user, for a directory.',
    delete: 'Deletes a user for a directory: they are disabled here, and lose sessions and leads.',
  },
  notFound: 'user_not_found',
  listed: { count: countDirectoryUsers, list: listDirectoryUsers },
  view: userResource,
  draftOf: personOf,
  patched: (row, steps) => patchedPerson(personFrom(row), steps),
  require: requirePerson,
  add: addPerson,
  change: (db, keeper, { id, plan }) => changePerson(db, keeper, { userId: id, plan }),
  remove: (db, keeper, { id, check }) => removePerson(db, keeper, { userId: id, check }),
}

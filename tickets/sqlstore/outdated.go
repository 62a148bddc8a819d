package sqlstore

import "fmt"

// MissingError says that the file of a SQLite database is not there yet. Options.AutoMigrate
// would make it.
type MissingError struct{ Path string }

func (e *MissingError) Error() string {
	return fmt.Sprintf("sqlstore: the database %s does not exist yet: run `guichet migrate`", e.Path)
}

// OlderError says that the database's schema is older than this program's.
// Options.AutoMigrate would bring it up to date.
type OlderError struct{ Have, Want int64 }

func (e *OlderError) Error() string {
	return fmt.Sprintf("sqlstore: the database has schema version %d and this Guichet needs %d: run `guichet migrate`", e.Have, e.Want)
}

// Wanted is the schema version that this program needs.
func (s *Store) Wanted() (int64, error) {
	provider, err := s.provider()
	if err != nil {
		return 0, err
	}
	sources := provider.ListSources()
	return sources[len(sources)-1].Version, nil
}

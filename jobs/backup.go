package jobs

import (
	"context"

	"nines/internal/config"
	"nines/internal/store"
)

// Backup copies the store that a configuration names to a new file, also while others use it. See store.Backup for its
// errors.
func Backup(ctx context.Context, c *config.Config, file string, progress Progress) error {
	from, err := location(c)
	if err != nil {
		return err
	}
	progress.Begin("backup "+file, 0)
	defer progress.End()
	return store.Backup(ctx, from, file)
}

package delivery

import (
	"context"

	"nines/internal/deliver"
	"nines/internal/store"
	"nines/jobs/archive"
)

func (c Courier) outbox() archive.Outbox { return archive.OutboxBelow(c.Config.Output) }

// hold keeps the files that a run sends as they are now, until nothing of the run is to be delivered any more.
func (c Courier) hold(run store.Run, out *outbound) (err error) {
	for _, files := range [][]deliver.File{out.Files, out.Message.Files} {
		for i := range files {
			if files[i].Path, err = c.outbox().Hold(run.Job, run.Due, files[i].Path); err != nil {
				return err
			}
		}
	}
	return nil
}

// release removes what a run sends, with its files, where nothing of it is to be delivered any more.
func (c Courier) release(ctx context.Context, run store.Run) error {
	removed, err := c.Store.RemoveMessages(ctx, run.Job, run.Due)
	if err != nil || !removed {
		return err
	}
	return c.outbox().Remove(run.Job, run.Due)
}

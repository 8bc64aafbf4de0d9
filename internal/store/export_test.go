package store

// SetBatch makes imports set so few rows at once against the database that a small test takes many batches.
func (s *Store) SetBatch(rows int) { s.batch = rows }

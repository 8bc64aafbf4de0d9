package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresContender has an advisory lock of its session: the server frees it when the session ends.
type postgresContender struct {
	conn *pgx.Conn
	pid  int // of the server's process for the session
}

// endSilent has the server end a session from which it hears nothing, as the machine at the other end has lost its
// power, its network or its time. Servers differ in which of the settings they know.
const endSilent = `SELECT pg_backend_pid(), count(set_config(name, wanted, false)) FROM pg_settings JOIN (VALUES
	('idle_session_timeout', $1), ('tcp_user_timeout', $1), ('tcp_keepalives_idle', '5'), ('tcp_keepalives_interval', '5'),
	('tcp_keepalives_count', '3')) AS w (key, wanted) ON key = name`

func contendPostgres(ctx context.Context, name string) (contender, error) {
	ctx, cancel := context.WithTimeout(ctx, leadAnswer)
	defer cancel()
	config, err := postgresConfig(name)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	c := &postgresContender{conn: conn}
	var settings int
	silence := strconv.FormatInt(leadSilence.Milliseconds(), 10)
	if err := conn.QueryRow(ctx, endSilent, silence).Scan(&c.pid, &settings); err != nil {
		_ = c.close()
		return nil, err
	}
	return c, nil
}

func (c *postgresContender) try(ctx context.Context) (leads bool, err error) {
	err = c.conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", lockLeader).Scan(&leads)
	return leads, err
}

func (c *postgresContender) holds(ctx context.Context) error {
	var pid int
	if err := c.conn.QueryRow(ctx, "SELECT pg_backend_pid()").Scan(&pid); err != nil {
		return explainPostgres(err)
	}
	if pid != c.pid { // something between us and the server shares sessions out
		return fmt.Errorf("%w: the session of the database changed", errLeadTaken)
	}
	return nil
}

func (c *postgresContender) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return c.conn.Close(ctx)
}

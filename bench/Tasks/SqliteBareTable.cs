using Microsoft.Data.Sqlite;

namespace Moltbot.Bench.Tasks;

/// <summary>One connection with the settings of the product's; callers wait for each other, since there is one writer.</summary>
internal sealed class SqliteBareTable : IBareTable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly SemaphoreSlim _turn = new(1);

    public SqliteBareTable(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Command("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=2000; CREATE TABLE bare (id INTEGER PRIMARY KEY, payload BLOB NOT NULL);")
            .ExecuteNonQuery();
        _insert = Command("INSERT INTO bare (payload) VALUES ($1) RETURNING id");
        _insert.Parameters.Add(new SqliteParameter("$1", SqliteType.Blob));
        _delete = Command("DELETE FROM bare WHERE id = $1");
        _delete.Parameters.Add(new SqliteParameter("$1", SqliteType.Integer));
    }

    public async Task InsertAndDelete(int rows, byte[] payload)
    {
        long[] ids = new long[rows];
        await InTransaction(() =>
        {
            _insert.Parameters[0].Value = payload;
            for (int row = 0; row < rows; row++)
            {
                ids[row] = (long)_insert.ExecuteScalar()!;
            }
        });
        await InTransaction(() =>
        {
            foreach (long id in ids)
            {
                _delete.Parameters[0].Value = id;
                _delete.ExecuteNonQuery();
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task InTransaction(Action work)
    {
        await _turn.WaitAsync();
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            (_insert.Transaction, _delete.Transaction) = (transaction, transaction);
            work();
            transaction.Commit();
        }
        finally
        {
            _turn.Release();
        }
    }

    private SqliteCommand Command(string text)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}

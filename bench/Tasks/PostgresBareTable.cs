using Npgsql;

namespace Moltbot.Bench.Tasks;

/// <summary>A pooled connection for each caller.</summary>
internal sealed class PostgresBareTable : IBareTable
{
    private readonly NpgsqlDataSource _source;

    private PostgresBareTable(NpgsqlDataSource source) => _source = source;

    public static async Task<PostgresBareTable> Make(string connectionString)
    {
        var table = new PostgresBareTable(NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 10 }));
        await using NpgsqlCommand command = table._source.CreateCommand(
            "DROP TABLE IF EXISTS moltbot_bench_bare; CREATE TABLE moltbot_bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL)");
        await command.ExecuteNonQueryAsync();
        return table;
    }

    public async Task InsertAndDelete(int rows, byte[] payload)
    {
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        var ids = new List<long>(rows);
        await using (var insert = new NpgsqlBatch(connection))
        {
            for (int row = 0; row < rows; row++)
            {
                insert.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO moltbot_bench_bare (payload) VALUES ($1) RETURNING id")
                {
                    Parameters = { new NpgsqlParameter<byte[]> { TypedValue = payload } },
                });
            }

            await using NpgsqlDataReader reader = await insert.ExecuteReaderAsync();
            do
            {
                await reader.ReadAsync();
                ids.Add(reader.GetInt64(0));
            }
            while (await reader.NextResultAsync());
        }

        await using var delete = new NpgsqlBatch(connection);
        foreach (long id in ids)
        {
            delete.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM moltbot_bench_bare WHERE id = $1") { Parameters = { new NpgsqlParameter<long> { TypedValue = id } } });
        }

        await delete.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (NpgsqlCommand command = _source.CreateCommand("DROP TABLE moltbot_bench_bare"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await _source.DisposeAsync();
    }
}

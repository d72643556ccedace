using System.Data.Common;
using Moltbot.Storage.Sql;
using Npgsql;

namespace Moltbot.Storage.Postgres;

/// <summary>A pooled connection, inside a transaction or not. Npgsql prepares by itself what is used often.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellationToken) : ISqlSession
{
    public async ValueTask<int> ExecuteAsync(Statement statement, params object?[] arguments)
    {
        await using var command = new NpgsqlCommand(statement.Postgres, connection);
        Bind(command.Parameters, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<int[]> ExecuteManyAsync(Statement statement, IReadOnlyList<object?[]> arguments)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var set in arguments)
        {
            var command = new NpgsqlBatchCommand(statement.Postgres);
            Bind(command.Parameters, set);
            batch.BatchCommands.Add(command);
        }

        if (arguments.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var changed = new int[arguments.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = (int)batch.BatchCommands[i].RecordsAffected;
        }

        return changed;
    }

    public async ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<DbDataReader, T> map, params object?[] arguments)
    {
        await using var command = new NpgsqlCommand(statement.Postgres, connection);
        Bind(command.Parameters, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static void Bind(NpgsqlParameterCollection parameters, object?[] arguments)
    {
        Arguments.Check(arguments);
        foreach (var argument in arguments)
        {
            parameters.Add(argument switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                string text => new NpgsqlParameter<string> { TypedValue = text },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
                string[] list => new NpgsqlParameter<string[]> { TypedValue = list },
                long[] list => new NpgsqlParameter<long[]> { TypedValue = list },
                _ => throw new ArgumentException($"A parameter cannot be a {argument.GetType()}.", nameof(arguments)),
            });
        }
    }
}

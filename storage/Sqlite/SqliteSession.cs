using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sqlite;

/// <summary>A connection with its prepared commands. Used by one thread at a time; completes everything synchronously.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : ISqlSession, IDisposable
{
    private readonly Dictionary<Statement, SqliteCommand> prepared = [];

    public SqliteConnection Connection { get; } = connection;

    public ValueTask<int> ExecuteAsync(Statement statement, params object?[] arguments)
        => ValueTask.FromResult(Prepare(statement, arguments).ExecuteNonQuery());

    public ValueTask<int[]> ExecuteManyAsync(Statement statement, IReadOnlyList<object?[]> arguments)
    {
        var changed = new int[arguments.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = Prepare(statement, arguments[i]).ExecuteNonQuery();
        }

        return ValueTask.FromResult(changed);
    }

    public ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<DbDataReader, T> map, params object?[] arguments)
    {
        var rows = new List<T>();
        using var reader = Prepare(statement, arguments).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return ValueTask.FromResult(rows);
    }

    /// <summary>Runs a prepared command without parameters.</summary>
    public void Execute(Statement statement) => Prepare(statement, []).ExecuteNonQuery();

    /// <summary>Runs a command that is not worth preparing: pragmas, migrations.</summary>
    public void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        prepared.Clear();
        Connection.Dispose();
    }

    private SqliteCommand Prepare(Statement statement, object?[] arguments)
    {
        Arguments.Check(arguments);
        if (!prepared.TryGetValue(statement, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = statement.Sqlite;
            for (var i = 1; i <= arguments.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            }

            prepared.Add(statement, command);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].Value = ToParameter(arguments[i]);
        }

        return command;
    }

    private static object ToParameter(object? argument) => argument switch
    {
        null => DBNull.Value,
        string[] list => ToJson(list),
        long[] list => "[" + string.Join(',', list) + "]",
        _ => argument,
    };

    private static string ToJson(string[] list)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var item in list)
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

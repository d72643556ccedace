using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Grains;

/// <summary>
/// Rows of a table that are committed in one transaction with the state of the grain that owns them: all of it is stored, or
/// nothing. The stores make them; <see cref="SealedGrainStorage"/> writes them with a state that is <see cref="ICommitsTogether"/>.
/// </summary>
public sealed class CommitPart
{
    private readonly Statement statement;
    private readonly IReadOnlyList<object?[]> rows;
    private readonly bool isRequired;

    /// <param name="statement">Run once for each row.</param>
    /// <param name="rows">Its arguments.</param>
    /// <param name="isRequired">Whether a row that it leaves as it is means that the writer is not the owner.</param>
    internal CommitPart(Statement statement, IReadOnlyList<object?[]> rows, bool isRequired)
    {
        this.statement = statement;
        this.rows = rows;
        this.isRequired = isRequired;
    }

    /// <summary>Runs inside the transaction; false when all of it has to be undone.</summary>
    internal async ValueTask<bool> ApplyAsync(ISqlSession session)
    {
        var changed = rows.Count == 1 ? [await session.ExecuteAsync(statement, rows[0])] : await session.ExecuteManyAsync(statement, rows);
        return !isRequired || Array.TrueForAll(changed, static count => count == 1);
    }
}

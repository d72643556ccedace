namespace Moltbot.Bench.Tasks;

/// <summary>A table with an id and a payload in the database that the task queue is in: what a task costs before anything of ours has run.</summary>
internal interface IBareTable : IAsyncDisposable
{
    /// <summary>Inserts rows in one transaction, and deletes them in another.</summary>
    Task InsertAndDelete(int rows, byte[] payload);
}

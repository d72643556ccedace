namespace Moltbot.Storage.Tasks;

/// <summary>A running task that has ended well, and the token that it was taken with.</summary>
public readonly record struct TaskEnd(string Id, long Fence)
{
    /// <summary>What came of it.</summary>
    public ReadOnlyMemory<byte>? Outcome { get; init; }
}

namespace Moltbot.Storage.Turns;

/// <summary>A turn to be stored. <paramref name="RunId"/> is unique within the tenant.</summary>
public sealed record NewTurn(string Tenant, string SessionKey, string RunId, ReadOnlyMemory<byte> Payload, DateTimeOffset CreatedAt)
{
    /// <summary>Epoch of the owner that runs it at once, from 1; null queues it.</summary>
    public long? ClaimedBy { get; init; }
}

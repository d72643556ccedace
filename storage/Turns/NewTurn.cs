namespace Moltbot.Storage.Turns;

/// <summary>A turn to be queued. <paramref name="RunId"/> is unique within the tenant.</summary>
public sealed record NewTurn(string Tenant, string SessionKey, string RunId, ReadOnlyMemory<byte> Payload, DateTimeOffset CreatedAt);

namespace Moltbot.Storage.Idempotency;

/// <summary>A client's key for one kind of request.</summary>
public readonly record struct IdempotencyKey(string Tenant, string Kind, string Key);

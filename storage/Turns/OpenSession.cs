namespace Moltbot.Storage.Turns;

/// <summary>A session that has open turns.</summary>
public readonly record struct OpenSession(string Tenant, string SessionKey);

namespace Moltbot.Storage.Transcripts;

/// <summary>One transcript: a session key has a new one (a new session id) after each reset.</summary>
public readonly record struct TranscriptKey(string Tenant, string SessionKey, string SessionId);

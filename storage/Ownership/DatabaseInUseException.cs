namespace Moltbot.Storage.Ownership;

/// <summary>Another process has the database; the message says which lock it holds and what to do.</summary>
public sealed class DatabaseInUseException(string message) : Exception(message);

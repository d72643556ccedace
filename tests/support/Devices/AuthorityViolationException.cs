namespace Moltbot.TestSupport.Devices;

/// <summary>Somebody got authority that nobody gave, or was refused what is theirs.</summary>
public sealed class AuthorityViolationException(string message) : Exception(message);

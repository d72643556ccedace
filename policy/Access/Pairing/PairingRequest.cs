namespace Moltbot.Policy.Access.Pairing;

/// <summary>A stranger who waits for approval.</summary>
/// <param name="SenderId">The platform's id, trimmed.</param>
/// <param name="Code">The code they were given.</param>
/// <param name="CreatedAt">Its age counts from here and is not renewed by new messages.</param>
/// <param name="LastSeenAt">Their last message.</param>
/// <param name="Meta">What the platform says about them, names for instance; only texts that say something.</param>
public sealed record PairingRequest(
    string SenderId, string Code, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, IReadOnlyDictionary<string, string> Meta);

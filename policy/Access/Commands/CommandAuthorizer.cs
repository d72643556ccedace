namespace Moltbot.Policy.Access.Commands;

/// <summary>One list that may authorise commands.</summary>
/// <param name="IsConfigured">Whether there is such a list.</param>
/// <param name="IsAllowed">Whether it names the sender.</param>
public sealed record CommandAuthorizer(bool IsConfigured, bool IsAllowed);

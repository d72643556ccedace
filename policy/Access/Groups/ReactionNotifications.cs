namespace Moltbot.Policy.Access.Groups;

/// <summary>Which reactions the assistant is told of (<c>reactionNotifications</c>).</summary>
public static class ReactionNotifications
{
    public const string Off = "off";
    public const string Own = "own";
    public const string All = "all";
    public const string Allowlist = "allowlist";

    /// <param name="mode">The setting; null for <c>own</c>.</param>
    /// <param name="isToOwn">Whether the message reacted to is the assistant's.</param>
    /// <param name="isListed">Whether a list names who reacted.</param>
    public static bool Wants(string? mode, bool isToOwn, bool isListed) => mode switch
    {
        All => true,
        null or Own => isToOwn,
        Allowlist => isListed,
        _ => false,
    };
}
